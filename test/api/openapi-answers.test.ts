import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { formats } from '../../src/formats/index.ts';
import { getResource } from '../../src/schema/index.ts';
import { getPublicSchema } from '../../src/schema/present.ts';
import {
  isEmpty,
  type OpenApi,
  operationsOf,
  parametersOf,
  type Schema,
  SHAPING,
  wordsOf,
} from './openapi.ts';
import { type Api, asProblem, COLLECTIONS, type Page, shareApi } from './support.ts';

let api: Api;
let document: OpenApi;
beforeAll(async () => {
  api = await shareApi({}, { downloads: true });
  document = await api.openapi();
});

/** Formats that only some collections have. */
const ONLY: Record<string, string[]> = {
  geojson: ['regions', 'events'],
  bib: ['sources'],
  csl: ['sources'],
};

interface Media {
  examples?: Record<string, { $ref?: string; summary?: string; value?: unknown }>;
}

describe('answers', () => {
  /** A schema as zod reads it, closed: the document leaves objects open, since answers may gain fields. */
  const local = (part: unknown) =>
    JSON.parse(JSON.stringify(part).replaceAll('#/components/schemas/', '#/$defs/'), (_, value) =>
      value?.type === 'object' && value.properties && !value.additionalProperties
        ? { ...value, additionalProperties: false }
        : value,
    );
  let $defs: unknown;
  const made = new Map<string, z.ZodType>();
  /** What zod makes of a schema of the document: all that is not in it is refused. */
  function read(schema: unknown): z.ZodType {
    $defs ??= local(document.components.schemas);
    const key = JSON.stringify(schema);
    const known = made.get(key) ?? z.fromJSONSchema({ ...local(schema), $defs });
    made.set(key, known);
    return known;
  }
  /** The documented schema of an answer. */
  function schemaOf(path: string, status = 200, type = 'application/json') {
    const schema = document.paths[path]?.get?.responses[status]?.content?.[type]?.schema;
    expect(schema, `${path} ${status} ${type}`).toBeDefined();
    return read(schema);
  }
  const faults = (schema: z.ZodType, value: unknown) =>
    schema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

  it.each(COLLECTIONS)('%s: every record is as its view says', async (name) => {
    const view = getPublicSchema(getResource(name));
    for (const record of await api.all(name)) expect(faults(view, record), record.id).toEqual([]);
  });

  it.each(COLLECTIONS)('%s: lists and records are as documented', async (name) => {
    const list = schemaOf(`/${name}`);
    const { data, ...envelope } = await api.json(`/${name}?limit=1000`);
    expect(faults(list, { data, ...envelope })).toEqual([]);
    expect(faults(list, { data: [{ ...data[0], more: 1 }], ...envelope })).not.toEqual([]);
    const facets = wordsOf(
      document,
      parametersOf(document, name).find((parameter) => parameter.name === 'facet'),
    );
    if (facets.length)
      expect(faults(list, await api.json(`/${name}?limit=1&facet=${facets.join(',')}`))).toEqual([]);
    const record = schemaOf(`/${name}/{id}`);
    for (const { url } of data.slice(0, 10)) expect(faults(record, await api.json(url)), url).toEqual([]);
    expect(faults(record, await api.json(`/${name}`))).not.toEqual([]);
  });

  it.each(COLLECTIONS)('%s: they are so with include, too', async (name) => {
    const includes = wordsOf(
      document,
      parametersOf(document, name).find((parameter) => parameter.name === 'include'),
    );
    const [first] = await api.all(name);
    const wrong: string[] = [];
    for (const include of includes) {
      for (const fault of faults(
        schemaOf(`/${name}/{id}`),
        await api.json<Page>(`${first?.url}?include=${include}`),
      ))
        wrong.push(`/${name}/{id}?include=${include} ${fault}`);
      for (const fault of faults(schemaOf(`/${name}`), await api.json(`/${name}?include=${include}`)).slice(
        0,
        1,
      ))
        wrong.push(`/${name}?include=${include} ${fault}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(COLLECTIONS)('%s: with select the fields left are as documented', async (name) => {
    const { data } = await api.json(`/${name}?select=id,url,not_stated`);
    const named = (schema: Schema | undefined) =>
      schema?.$ref ? (document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] as Schema) : schema;
    const list = document.paths[`/${name}`]?.get?.responses[200]?.content?.['application/json']?.schema;
    const page = named(list as Schema);
    const schema = read({ ...named(page?.properties?.data?.items), required: undefined });
    for (const one of data) expect(faults(schema, one)).toEqual([]);
    expect(faults(schema, { ...data[0], more: 1 })).not.toEqual([]);
    expect(faults(schema, { ...data[0], url: 1 })).not.toEqual([]);
  });

  it('the root, the downloads and the search are as documented', async () => {
    expect(faults(schemaOf('/'), await api.json('/'))).toEqual([]);
    expect(faults(schemaOf('/downloads'), await api.json('/downloads'))).toEqual([]);
    expect(faults(schemaOf('/search'), await api.json('/search?q=harbour'))).toEqual([]);
    expect(faults(schemaOf('/search'), await api.json('/search?q=nothingatall'))).toEqual([]);
  });

  it('all have an example, asked of this very data', async () => {
    let examples = 0;
    for (const { path, operation } of operationsOf(document))
      for (const [status, { content = {} }] of Object.entries(operation.responses))
        for (const [type, media] of Object.entries(content as Record<string, Media>)) {
          const where = `${path} ${status} ${type}`;
          const asked = media.examples?.asked;
          const common = document.components.examples[String(asked?.$ref).split('/').at(-1) ?? ''];
          const { value } = common ?? asked ?? {};
          if (isEmpty(api, operation) && (status === '200' || status === '404')) continue;
          if ((media as { schema?: Schema }).schema?.$ref?.endsWith('/DownloadContent')) {
            expect(value, where).toBeUndefined();
            continue;
          }
          // Nobody is refused here for asking too often, nor for another host.
          if (status === '421' || status === '429') continue;
          // Some are no text, and the others would be most of the document.
          if (status === '200' && /\+json$|\.sheet$|bibtex$/.test(type)) continue;
          expect(value, where).toBeTruthy();
          examples++;
          if (status === '200' && type === 'text/csv') expect(value, where).toMatch(/^id,url,[a-z\d_,]+\r\n/);
          else if (/^text\/(csv|tab)/.test(type))
            expect(value, where).toMatch(/^(id[,\t]url|error[,\t]detail)/);
          else if (type === 'application/x-ndjson') expect(value, where).toMatch(/^\{"id":".*\}\n$/s);
          else if (status !== '200') expect(value, where).toMatchObject({ status: Number(status) });
          else {
            const method = path.endsWith('/verify') ? 'post' : 'get';
            const schema = document.paths[path]?.[method]?.responses[200]?.content?.[type]?.schema;
            expect(faults(read(schema), value), where).toEqual([]);
          }
        }
    expect(examples).toBeGreaterThan(300);
    const list = document.paths['/demands']?.get?.responses as Record<string, { content: object }>;
    expect(list[200]?.content).toMatchObject({
      'application/json': { examples: { asked: { summary: 'GET /demands?limit=1&facet=kind' } } },
    });
    expect(list[400]?.content).toMatchObject({
      'application/problem+json': {
        examples: { asked: { value: { errors: [{ suggestion: expect.any(String) }] } } },
      },
    });
  });

  it('other formats are declared where they are served', async () => {
    for (const name of COLLECTIONS) {
      const content = document.paths[`/${name}`]?.get?.responses[200]?.content ?? {};
      const types = formats
        .filter(({ suffix }) => !(suffix in ONLY) || ONLY[suffix]?.includes(name))
        .map(({ mediaType }) => mediaType.split(';')[0]);
      expect(Object.keys(content).sort()).toEqual(['application/json', ...types].sort());
      expect(Object.keys(document.paths[`/${name}/{id}`]?.get?.responses[200]?.content ?? {}).sort()).toEqual(
        Object.keys(content).sort(),
      );
      const [first] = await api.all(name);
      for (const type of Object.keys(content))
        for (const url of [`/${name}?limit=1`, String(first?.url)]) {
          const response = await api.get(url, { accept: type });
          expect(String(response.headers['content-type']).split(';')[0], url).toBe(type);
        }
    }
  });

  it('every error that can be provoked is declared, with its shape', async () => {
    const [source] = await api.all('sources');
    const undeclared: string[] = [];
    const foreign = Buffer.from(JSON.stringify(['r', 'f', 'v', 'i'])).toString('base64url');
    for (const { path } of operationsOf(document).filter(
      ({ method, path }) => method === 'get' && !/\.[ct]sv$/.test(path),
    )) {
      const at = path.replace('{id}', path.startsWith('/sources') ? String(source?.id) : 'nothing');
      const answers = [
        await api.get(`${at}?nothing=1`),
        await api.get(path.replace('{id}', 'no-such-id')),
        await api.get(at, { accept: 'image/png' }),
        await api.get(`${at}?cursor=x`),
        await api.get(`${at}?cursor=${foreign}`),
      ].filter(({ statusCode }) => statusCode >= 400);
      expect(answers, path).not.toEqual([]);
      for (const answer of answers) {
        const problem = asProblem(answer, answer.statusCode);
        const declared = document.paths[path]?.get?.responses[answer.statusCode];
        if (!declared?.description) undeclared.push(`${path} ${answer.statusCode}`);
        else
          expect(faults(schemaOf(path, answer.statusCode, 'application/problem+json'), problem)).toEqual([]);
      }
    }
    expect(undeclared).toEqual([]);
    const statuses = Object.keys(document.paths['/demands']?.get?.responses ?? {});
    expect(statuses).toEqual(['200', '304', '400', '406', '410', '414', '421', '429', '431', '503']);
    const ofRecord = Object.keys(document.paths['/demands/{id}']?.get?.responses ?? {});
    expect(ofRecord).toEqual([
      ...['200', '304', '308', '400', '404', '406', '410'],
      ...['414', '421', '429', '431', '503'],
    ]);
  });

  it('parameters that shape are the same in every collection', () => {
    for (const name of COLLECTIONS) {
      const shaping = parametersOf(document, name)
        .map((parameter) => parameter.name)
        .filter((parameter) => SHAPING.includes(parameter));
      expect(shaping.filter((parameter) => parameter !== 'include' && parameter !== 'facet')).toEqual([
        'q',
        'sort',
        'select',
        'limit',
        'cursor',
      ]);
    }
  });
});
