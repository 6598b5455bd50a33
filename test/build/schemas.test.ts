import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { makeJsonSchemas } from '../../src/curation/schemas.ts';
import { resources } from '../../src/schema/index.ts';
import { isWritten } from '../../src/schema/resource.ts';
import { FIXTURE } from './support.ts';

/** What the schemas are said to be, without the formats that they name: those are checked here by their pattern alone. */
const validators = (schemas: Iterable<[string, object]>): Map<string, ValidateFunction> => {
  const ajv = new Ajv2020({ strict: true, allErrors: true, validateFormats: false, strictTypes: false });
  return new Map([...schemas].map(([name, schema]) => [name, ajv.compile(schema as AnySchema)]));
};
const valid = validators(makeJsonSchemas(resources));
const written = resources.filter(isWritten).map(({ name }) => name);

function filesOf(name: string) {
  return readdirSync(join(FIXTURE, name)).map((file) => {
    const record: Record<string, unknown> = parse(readFileSync(join(FIXTURE, name, file), 'utf8'));
    return { file: `${name}/${file}`, record };
  });
}

function errorsOf(name: string, record: unknown): string[] {
  const validate = valid.get(name);
  if (!validate) throw new Error(`no schema of ${name}`);
  validate(record);
  return (validate.errors ?? []).map(({ instancePath, keyword, params }) =>
    [instancePath, keyword, params.missingProperty ?? params.additionalProperty ?? ''].join(' ').trim(),
  );
}

test('there is one for each collection that has files, and for the single files', () => {
  expect([...valid.keys()]).toEqual([...written, 'release', 'expectations']);
  expect(errorsOf('release', parse(readFileSync(join(FIXTURE, 'release.yaml'), 'utf8')))).toEqual([]);
  expect(errorsOf('release', { date: '2031-06-02', title: 'Fixture' })).toEqual(['required description']);
  expect(written).toEqual(expect.arrayContaining(['sources', 'demands', 'statements', 'divergences']));
  for (const name of ['reports', 'attributes', 'citations']) expect(valid.has(name)).toBe(false);
});

test.each(written)('every file of %s is valid', (name) => {
  const files = filesOf(name);
  expect(files.length).toBeGreaterThan(0);
  expect(files.flatMap(({ file, record }) => errorsOf(name, record).map((e) => `${file}: ${e}`))).toEqual([]);
});

describe('refused is', () => {
  const [demand] = filesOf('demands').filter(({ file }) => file.endsWith('return-harbour.yaml'));
  if (!demand) throw new Error('no demand');
  const [position] = demand.record.positions as object[];

  test('an id, which is the file’s name', () => {
    expect(errorsOf('demands', { ...demand.record, id: 'return-harbour' })).toEqual([
      'additionalProperties id',
    ]);
  });

  test('a key that is not known, at the top and in a list', () => {
    expect(errorsOf('demands', { ...demand.record, titel: 'x' })).toEqual(['additionalProperties titel']);
    expect(errorsOf('demands', { ...demand.record, positions: [{ ...position, page: 2 }] })).toEqual([
      '/positions/0 additionalProperties page',
    ]);
  });

  test('a field that is missing; what may stay open or empty is not required', () => {
    const required = ['title', 'summary', 'party', 'positions', 'revised'];
    for (const field of Object.keys(demand.record)) {
      const { [field]: _, ...rest } = demand.record;
      expect(errorsOf('demands', rest)).toEqual(required.includes(field) ? [`required ${field}`] : []);
    }
  });

  test('a value outside a closed list', () => {
    expect(errorsOf('demands', { ...demand.record, positions: [{ ...position, kind: 'whim' }] })).toEqual([
      '/positions/0/kind enum',
    ]);
  });

  test('an id, a reference or an item of the wrong form', () => {
    expect(errorsOf('demands', { ...demand.record, party: 'The Arlanders' })).toEqual(['/party pattern']);
    expect(
      errorsOf('demands', { ...demand.record, positions: [{ ...position, reported_by: ['topics/arms'] }] }),
    ).toEqual(['/positions/0/reported_by/0 pattern']);
    expect(
      errorsOf('parties', { name: 'A', kind: 'state', revised: '2031-06-01', wikidata: '159' }),
    ).toContain('/wikidata pattern');
  });

  test('a statement without a report', () => {
    const [statement] = filesOf('statements');
    expect(errorsOf('statements', { ...statement?.record, reports: [] })).toEqual(['/reports minItems']);
  });
});

test('every field of a record says what it is, for the editor to show', () => {
  const schemas = makeJsonSchemas(resources);
  for (const name of written) {
    const { title, description, properties } = schemas.get(name) as {
      title: string;
      description: string;
      properties: Record<string, { description?: string; anyOf?: { description?: string }[] }>;
    };
    expect([title, description]).toEqual([expect.any(String), expect.stringMatching(/\.$/)]);
    const mute = Object.entries(properties).filter(
      ([, { description: said, anyOf = [] }]) => !(said ?? anyOf.find((either) => either.description)),
    );
    expect(mute.map(([field]) => `${name}.${field}`)).toEqual([]);
  }
});
