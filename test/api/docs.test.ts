import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { formats } from '../../src/formats/index.ts';
import { getResource } from '../../src/schema/index.ts';
import { getPublicSchema } from '../../src/schema/present.ts';
import {
  type Api,
  asProblem,
  COLLECTIONS,
  EVERY,
  type OpenApi,
  type Operation,
  openApi,
  operationsOf,
  type Page,
  parametersOf,
  queryOf,
  readTable,
  SHAPING,
  wordsOf,
} from './support.ts';

let api: Api;
let document: OpenApi;
beforeAll(async () => {
  api = await openApi({ downloads: true });
  document = await api.openapi();
});

interface Schema {
  $ref?: string;
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: Schema | boolean;
  [key: string]: unknown;
}

interface Media {
  examples?: Record<string, { $ref?: string; summary?: string; value?: unknown }>;
}

/** Parameters that only tables hold. */
const OF_TABLES = ['bom', 'provenance'];

/** Whether an operation is on a collection that has no records here, and so no example. */
const isEmpty = ({ tags: [tag = ''] = [] }: Operation) => api.store.counts[tag] === 0;

/** The cursor of the second page of a list, one record a page. */
async function cursorOf(asked: Api, path: string, collection: string): Promise<string[]> {
  const list = path === '/search' ? '/search?q=missile&limit=1' : `/${collection}?limit=1`;
  const { next_cursor } = (await asked.json(list)).meta;
  return next_cursor === null ? [] : [next_cursor];
}

/** Every object in the document, with the path to it. */
function walk(value: unknown, visit: (object: Record<string, unknown>, path: string) => void, path = '') {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) visit(value as Record<string, unknown>, path);
  for (const [key, item] of Object.entries(value)) walk(item, visit, `${path}/${key}`);
}

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const validator = new Validator();
    const { valid, errors } = await validator.validate({ ...structuredClone(document) });
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('is served as JSON and as YAML, the same', { timeout: 120_000 }, async () => {
    const json = await api.get('/openapi.json');
    expect(json.headers['content-type']).toMatch(/^application\/json/);
    const yaml = await api.get('/openapi.yaml');
    expect(yaml.headers['content-type']).toMatch(/yaml/);
    expect(parse(yaml.body)).toEqual(json.json());
  });

  it('has a path for every list and every record, and none with a slash too many', () => {
    for (const name of COLLECTIONS)
      expect(Object.keys(document.paths)).toEqual(
        expect.arrayContaining([`/${name}`, `/${name}.csv`, `/${name}/{id}`]),
      );
    for (const path of Object.keys(document.paths))
      expect(path).toMatch(/^(\/|(\/[a-z_]+|\/\{(id|name)\})+(\.[a-z]+)?)$/);
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/', '/search']));
  });

  it('tells of every operation its id, summary, description and a tag that is described', () => {
    const described = new Map(document.tags.map(({ name, description }) => [name, description]));
    const ids = new Set<string>();
    const summaries = new Set<string>();
    for (const { path, method, operation } of operationsOf(document)) {
      const where = `${method} ${path}`;
      expect(operation.operationId, where).toMatch(/^[a-z][A-Za-z]+$/);
      ids.add(String(operation.operationId));
      expect(operation.summary, where).toMatch(/^[A-Z].{5,}[^.]$/);
      summaries.add(String(operation.summary));
      expect(operation.description, where).toMatch(/^[A-Z].{20,}\.$/s);
      expect(operation.tags, where).toHaveLength(1);
      expect(described.get(operation.tags?.[0] ?? ''), where).toMatch(/./);
    }
    expect(ids.size).toBe(operationsOf(document).length);
    expect(summaries.size).toBe(operationsOf(document).length);
    const used = new Set(operationsOf(document).flatMap(({ operation }) => operation.tags ?? []));
    expect([...described.keys()].filter((tag) => !used.has(tag))).toEqual([]);
  });

  it('describes every parameter', () => {
    for (const { path, operation } of operationsOf(document)) {
      const names = (operation.parameters ?? []).map(({ name, in: where }) => `${where} ${name}`);
      expect(new Set(names).size, path).toBe(names.length);
      for (const parameter of operation.parameters ?? [])
        expect(parameter.description, `${path} ${parameter.name}`).toMatch(/^.{8,}\.?$/s);
      for (const [, id] of path.matchAll(/\{(\w+)\}/g)) expect(names).toContain(`path ${id}`);
    }
  });

  it('describes every schema and every property of one', () => {
    const missing: string[] = [];
    for (const [name, schema] of Object.entries(document.components.schemas))
      if (!(schema as Schema).description) missing.push(name);
    walk(document, (object, path) => {
      if (!object.properties || /\/(examples?|enum)\//.test(path)) return;
      for (const [name, property] of Object.entries(object.properties as Record<string, Schema>)) {
        const referred = property.$ref?.split('/').at(-1);
        const target = document.components.schemas[referred ?? ''] as Schema | undefined;
        if (!property.description && !target?.description) missing.push(`${path}/${name}`);
      }
    });
    expect(missing).toEqual([]);
  });

  it('has no component that nothing uses, and none that is missing', async () => {
    const known = Object.entries(document.components).flatMap(([kind, parts]) =>
      Object.keys(parts).map((name) => `#/components/${kind}/${name}`),
    );
    const used = new Set<string>();
    const follow = (part: unknown) =>
      walk(part, ({ $ref }) => {
        if (typeof $ref !== 'string' || used.has($ref)) return;
        used.add($ref);
        const [kind = '', name = ''] = $ref.split('/').slice(2);
        follow((document.components as unknown as Record<string, Record<string, unknown>>)[kind]?.[name]);
      });
    follow((await api.json<OpenApi>('/openapi.json')).paths);
    expect(known.toSorted()).toEqual([...used].toSorted());
  });

  it('names components as types are named, none a second time as input, none as the browser or the language do', () => {
    const libraries = dirname(fileURLToPath(import.meta.resolve('typescript')));
    const taken = new Set(
      readdirSync(libraries)
        .filter((file) => /^lib\..*\.d\.ts$/.test(file))
        .flatMap((file) => [
          ...readFileSync(join(libraries, file), 'utf8').matchAll(
            /^(?:declare )?(?:interface|type|var|function|class) (\w+)/gm,
          ),
        ])
        .map(([, name]) => String(name)),
    );
    for (const name of ['Event', 'Report', 'Document', 'Record']) expect(taken).toContain(name);
    for (const name of Object.keys(document.components.schemas)) {
      expect(name).toMatch(/^[A-Z][A-Za-z]+$/);
      expect(name).not.toMatch(/Input$|^Def\d|^Schema/);
      expect(taken.has(name), name).toBe(false);
    }
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['Demand', 'DemandKind', 'DemandKindRecord', 'EventRecord']),
    );
  });

  it('carries examples where Swagger UI leaves them alone', () => {
    for (const { path, operation } of operationsOf(document))
      for (const parameter of operation.parameters ?? []) {
        const where = `${path} ${parameter.name}`;
        const prefilled = parameter.example ?? parameter.schema.example;
        expect(parameter.examples, where).toBeUndefined();
        expect(parameter.schema.default, where).toBeUndefined();
        if (parameter.required && !isEmpty(operation)) expect(prefilled, where).toMatch(/./);
        else expect(prefilled, where).toBeUndefined();
      }
  });

  it('carries an example for every filter', () => {
    for (const name of COLLECTIONS)
      for (const parameter of parametersOf(document, name).filter(({ name }) =>
        ['id', 'source', 'sort', 'limit', 'q'].includes(name),
      ))
        expect(parameter.schema.examples, `${name} ${parameter.name}`).toHaveLength(1);
  });

  it('says where the API is, and under which licence the data', () => {
    expect(document.servers).toEqual([{ url: '/' }]);
    expect(document).toMatchObject({
      info: { title: 'Fixture', version: '0.1.0', license: { name: expect.stringContaining('CC BY 4.0') } },
    });
  });
});

describe('schemas', () => {
  const schemaNamed = (name: string) => document.components.schemas[name] as Schema;

  it('bound every number, from 0 where it counts, and never by what a machine can hold', () => {
    expect(JSON.stringify(document)).not.toContain(String(Number.MAX_SAFE_INTEGER));
    walk(document, (object, path) => {
      if (object.type === 'integer') expect(object.minimum, path).toBeGreaterThanOrEqual(0);
      if (object.type === 'number') expect(object.minimum, path).toBeDefined();
    });
  });

  it('bound every text with a pattern, and give an example that fits', () => {
    let patterns = 0;
    walk(document, ({ type, pattern, maxLength, examples }, path) => {
      if (type !== 'string' || pattern === undefined) return;
      patterns++;
      expect(maxLength, path).toBeGreaterThan(0);
      for (const example of examples as string[]) expect(example).toMatch(new RegExp(String(pattern)));
      expect(examples, path).toHaveLength(1);
    });
    expect(patterns).toBeGreaterThan(10);
  });

  it('leave answers open, since they may gain fields', () => {
    walk(document, (object, path) => expect(object.additionalProperties, path).not.toBe(false));
  });

  it('name every closed list of words, and tell what each means', () => {
    walk(document.components.schemas, (object, path) => {
      if (!Array.isArray(object.enum) || /total_relation|\/status$/.test(path)) return;
      expect(path).toMatch(/^\/[A-Z][A-Za-z]+$/);
      // Names of fields and columns, which are explained where these are.
      if (/(Select|Column|Facet|Include|Citations|Collection)$/.test(path)) return;
      const named = object.enum.filter((word) => String(object.description).includes(`- \`${word}\`: `));
      expect(named, path).toEqual(object.enum);
    });
    expect(schemaNamed('DemandKind').enum).toContain('red_line');
    expect(schemaNamed('Demand').properties?.kind?.$ref).toBe('#/components/schemas/DemandKind');
    const $ref = '#/components/schemas/DemandKind';
    expect(parametersOf(document, 'demands').find(({ name }) => name === 'kind')?.schema.anyOf).toEqual([
      { $ref },
      { type: 'array', items: { $ref } },
    ]);
  });

  it('tell references to several collections apart by their collection', () => {
    let unions = 0;
    walk(document, ({ oneOf, discriminator }) => {
      if (!oneOf) return;
      unions++;
      const { propertyName, mapping } = discriminator as { propertyName: string; mapping: object };
      expect(propertyName).toBe('collection');
      expect(Object.values(mapping).toSorted()).toEqual(
        (oneOf as Schema[]).map(({ $ref }) => $ref).toSorted(),
      );
      for (const [collection, ref] of Object.entries(mapping))
        expect(schemaNamed(ref.split('/').at(-1)).properties?.collection?.const).toBe(collection);
    });
    expect(unions).toBeGreaterThan(5);
  });

  it('say once what a record is, and why a field is empty', () => {
    const withUrl = Object.entries(document.components.schemas).filter(
      ([, schema]) => (schema as Schema).properties?.not_stated,
    );
    expect(withUrl.map(([name]) => name)).toHaveLength(COLLECTIONS.length);
    for (const [name, schema] of withUrl)
      expect((schema as Schema).properties?.not_stated?.items, name).toEqual({
        $ref: '#/components/schemas/NotStated',
      });
  });
});

/** Formats that only some collections have. */
const ONLY: Record<string, string[]> = {
  geojson: ['regions', 'events'],
  bib: ['sources'],
  csl: ['sources'],
};

describe('operations', () => {
  it('need no key', async () => {
    expect(await api.json('/openapi.json')).toMatchObject({ security: [] });
  });

  it('come with those on demands first, then statements', () => {
    expect(document.tags.map(({ name }) => name).slice(0, 2)).toEqual(['demands', 'statements']);
  });

  it('that read say what is tagged, and when nothing is sent', async () => {
    for (const { path, method, operation } of operationsOf(document)) {
      const answer = operation.responses[200] as { headers?: object } | undefined;
      if (method !== 'get') continue;
      expect(Object.keys(answer?.headers ?? {}), path).toEqual(
        expect.arrayContaining(['ETag', 'Demarche-Ignored']),
      );
      expect(operation.responses[304]?.description, path).toBeTruthy();
      expect(operation.parameters?.map(({ name }) => name)).toContain('If-None-Match');
    }
    const list = document.paths['/demands']?.get?.responses[200] as { headers?: object };
    expect(list.headers).toHaveProperty('Link');
  });

  it('give an example that returns records', async () => {
    let examples = 0;
    for (const { path, operation, method } of operationsOf(document)) {
      if (method !== 'get' || path === '/' || isEmpty(operation)) continue;
      const [, url = path] = operation.description?.match(/For example \[`[^`]+`\]\(([^)]+)\)\.$/) ?? [];
      expect(new URL(url, 'http://x').pathname, url).toMatch(
        new RegExp(`^${path.replace(/\{\w+\}/, '[^/{}]+').replace('.', '\\.')}$`),
      );
      const answer = await api.get(url);
      expect(answer.statusCode, url).toBe(200);
      if (path.startsWith('/downloads')) expect(answer.rawPayload.length, url).toBeGreaterThan(0);
      else if (path.endsWith('}')) expect(answer.json<Page>().data.id, url).toBeTruthy();
      else if (/^\/\w+$/.test(path)) expect(answer.json().meta.count, url).toBeGreaterThan(0);
      examples++;
    }
    expect(examples).toBeGreaterThan(100);
  });

  it('say what is meant in plain words', () => {
    for (const { operation } of operationsOf(document)) {
      const { 200: answer } = operation.responses;
      for (const text of [operation.summary, answer?.description]) expect(text).not.toMatch(/[a-z]_[a-z]/);
    }
  });
});

describe('parameters', () => {
  it('stand in order: filters, shaping, operators with those of one filter together', () => {
    for (const name of COLLECTIONS) {
      const names = parametersOf(document, name).map((parameter) => parameter.name);
      const rank = (parameter: string) =>
        SHAPING.includes(parameter) ? 1 : parameter.includes('__') ? 2 : 0;
      expect(names.map(rank)).toEqual(names.map(rank).toSorted());
      const fields = names.filter((n) => n.includes('__')).map((n) => n.split('__')[0]);
      expect(fields.filter((field, index) => field !== fields[index - 1])).toEqual([...new Set(fields)]);
    }
    const names = parametersOf(document, 'demands').map((parameter) => parameter.name);
    expect(names.slice(0, 3)).toEqual(['party', 'addressee', 'kind']);
    expect(names.indexOf('id')).toBeGreaterThan(names.indexOf('source_count'));
  });

  it('speak of their type: of a date as of a date, of a count as of a count', () => {
    for (const name of COLLECTIONS)
      for (const { name: parameter, description, schema } of parametersOf(document, name)) {
        if (!/__(gte|gt|lte|lt)$/.test(parameter)) continue;
        if (schema.type === 'integer') expect(description, parameter).not.toMatch(/begins|ends|date/);
        else expect(description, parameter).toMatch(/begins|ends/);
      }
  });

  it.each(COLLECTIONS)('%s: what is documented is accepted', async (name) => {
    for (const parameter of parametersOf(document, name)) {
      const { errors = [] } = (await api.get(`/${name}?${parameter.name}=`)).json();
      expect(errors).toHaveLength(1);
      // It is known: what is refused is its value.
      expect(errors[0].detail, parameter.name).not.toContain('there is no parameter');
    }
    const { operation } = operationsOf(document).find(({ path }) => path === `/${name}/{id}`) ?? {};
    for (const parameter of operation?.parameters?.filter((p) => p.in === 'query') ?? []) {
      const { errors } = (await api.get(`/${name}/x?${parameter.name}=`)).json();
      expect(errors[0].detail, parameter.name).not.toContain('there is no parameter');
    }
  });

  it.each([
    ['made up', undefined],
    ['real', 'data'],
  ])(
    'each by itself is accepted by the operation that offers it: data that is %s',
    { timeout: 120_000 },
    async (_, data) => {
      const made = data === undefined;
      const asked = await openApi({ data, downloads: made });
      const refused: string[] = [];
      let offered = 0;
      const described = await asked.openapi();
      for (const { path, method, operation } of operationsOf(described)) {
        const [tag = ''] = operation.tags ?? [];
        const parameters = operation.parameters ?? [];
        const own = parameters.filter(({ required }) => required);
        if (method !== 'get' || own.some(({ example }) => example === undefined)) continue;
        if (path.startsWith('/downloads') && !made) continue;
        // What these take, JSON and CSV do.
        if (/\.(json|tsv|ndjson)$/.test(path)) continue;
        const id = own.find((parameter) => parameter.in === 'path')?.example;
        const at = path.replace(/\{\w+\}/, String(id));
        for (const parameter of parameters.filter(({ required }) => !required)) {
          const { name, schema, in: where } = parameter;
          // Of what CSV shares with JSON the latter tells.
          if (path.endsWith('.csv') && !['select', ...OF_TABLES].includes(name)) continue;
          const shaping = ['select', 'include', 'facet', 'sort', 'citations', 'collection'].includes(name);
          const values =
            name === 'cursor'
              ? await cursorOf(asked, at, tag)
              : [...(schema.examples ?? []).flat(), ...(shaping ? wordsOf(described, parameter) : [])];
          for (const value of values as string[]) {
            offered++;
            const params = queryOf({
              ...(parameters.some((one) => one.name === 'limit') ? { limit: 1 } : {}),
              ...Object.fromEntries(
                own.flatMap((one) => (one.in === 'query' ? [[one.name, String(one.example)]] : [])),
              ),
              ...(where === 'query' ? { [name]: value } : {}),
            });
            const { statusCode } = await asked.get(
              `${at}?${params}`,
              where === 'header' ? { [name]: value } : {},
            );
            if (statusCode !== 200) refused.push(`${statusCode} ${at}?${params}`);
          }
        }
      }
      expect(refused).toEqual([]);
      expect(offered).toBeGreaterThan(1_500);
    },
  );

  it.each(EVERY)('%s: tables offer what tables hold, and columns by their headers', async (name) => {
    const of = (suffix: string) =>
      document.paths[`/${name}${suffix}`]?.get?.parameters?.filter((parameter) => parameter.in === 'query') ??
      [];
    const named = (suffix: string) => of(suffix).map((parameter) => parameter.name);
    const all = named('');
    expect(all).not.toContain('bom');
    const held = all.filter((parameter) => parameter !== 'facet' && parameter !== 'include');
    expect(named('.csv').toSorted()).toEqual([...held, ...OF_TABLES].toSorted());
    const { header } = readTable((await api.get(`/${name}.csv?limit=0`)).body);
    const select = of('.csv').find((parameter) => parameter.name === 'select');
    expect(wordsOf(document, select)).toEqual(header);
  });

  it.each(COLLECTIONS)('%s: what is accepted is documented', async (name) => {
    const documented = parametersOf(document, name).map((parameter) => parameter.name);
    const { errors } = await api.problem(`/${name}?nothing=1`);
    // What only tables hold is documented with these.
    expect(errors?.[0]?.allowed?.toSorted()).toEqual(
      [...documented.filter((parameter) => !parameter.includes('__')), ...OF_TABLES].toSorted(),
    );
    for (const base of errors?.[0]?.allowed ?? [])
      for (const operator of ['not', 'gte', 'gt', 'lte', 'lt', 'isnull', 'eq', 'ne', 'in', 'like']) {
        const refusal = (await api.problem(`/${name}?${base}__${operator}=`)).errors?.[0]?.detail ?? '';
        expect(!refusal.includes('there is no parameter'), `${base}__${operator}`).toBe(
          documented.includes(`${base}__${operator}`),
        );
      }
  });

  it('list the words that are allowed, all of which are', async () => {
    for (const name of COLLECTIONS)
      for (const parameter of parametersOf(document, name)) {
        const words = wordsOf(document, parameter);
        for (const word of words)
          expect(
            (await api.get(`/${name}?${parameter.name}=${word}`)).statusCode,
            `${name}?${parameter.name}=${word}`,
          ).toBe(200);
        if (words.length) {
          const { errors } = await api.problem(`/${name}?${parameter.name}=nothing-like-it`);
          expect(errors?.[0]?.allowed).toEqual(words);
        }
      }
  });

  it('that take several values say how: by repetition, so that none at all are not sent', () => {
    let lists = 0;
    for (const { path, operation } of operationsOf(document))
      for (const { name, schema, ...parameter } of operation.parameters ?? [])
        if (schema.anyOf) {
          expect(parameter, `${path} ${name}`).toMatchObject({ style: 'form', explode: true });
          const [one] = schema.anyOf;
          expect(schema.anyOf, `${path} ${name}`).toEqual([one, { type: 'array', items: one }]);
          lists++;
        }
    expect(lists).toBeGreaterThan(50);
  });

  it('say within which limits a number lies', async () => {
    const of = (path: string) =>
      document.paths[path]?.get?.parameters?.find(({ name }) => name === 'limit')?.schema;
    expect(of('/demands')).toMatchObject({ type: 'integer', minimum: 0, maximum: 1000 });
    expect(of('/search')).toMatchObject({ type: 'integer', minimum: 0, maximum: 100 });
  });

  it('of filters name their collection', () => {
    const about = (path: string, name: string) =>
      document.paths[path]?.get?.parameters?.find((parameter) => parameter.name === name)?.description;
    expect(about('/demands', 'party')).toContain('`/parties`');
    expect(about('/statements', 'speaker')).toContain('`/sources`');
    expect(about('/statements', 'party')).not.toContain('`/people`');
    expect(about('/events', 'date__gte')).toMatch(/EDTF/);
  });
});

describe('answers', () => {
  /** A schema as zod reads it, closed: the document leaves objects open, since answers may gain fields. */
  const local = (part: unknown) =>
    JSON.parse(JSON.stringify(part).replaceAll('#/components/schemas/', '#/$defs/'), (_, value) =>
      value?.type === 'object' && value.properties && !value.additionalProperties
        ? { ...value, additionalProperties: false }
        : value,
    );
  const made = new Map<string, z.ZodType>();
  /** The documented schema of an answer, as zod reads JSON Schema: all that is not in it is refused. */
  function schemaOf(path: string, status = 200, type = 'application/json') {
    const key = `${path} ${status} ${type}`;
    const schema = document.paths[path]?.get?.responses[status]?.content?.[type]?.schema;
    expect(schema, key).toBeDefined();
    const known = made.get(key);
    if (known) return known;
    const fresh = z.fromJSONSchema({ ...local(schema), $defs: local(document.components.schemas) });
    made.set(key, fresh);
    return fresh;
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
    const partial = structuredClone(document);
    const list = partial.paths[`/${name}`]?.get?.responses[200]?.content?.['application/json']
      ?.schema as Schema;
    const page = partial.components.schemas[String(list.$ref).split('/').at(-1) ?? ''] as Schema;
    const item = page.properties?.data?.items as Schema;
    const record = (
      item.$ref ? partial.components.schemas[item.$ref.split('/').at(-1) ?? ''] : item
    ) as Schema;
    delete record.required;
    const schema = z.fromJSONSchema({ ...local(record), $defs: local(partial.components.schemas) });
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

  it('all have an example, asked of this very data', { timeout: 120_000 }, async () => {
    let examples = 0;
    for (const { path, operation } of operationsOf(document))
      for (const [status, { content = {} }] of Object.entries(operation.responses))
        for (const [type, media] of Object.entries(content as Record<string, Media>)) {
          const where = `${path} ${status} ${type}`;
          const asked = media.examples?.asked;
          const common = document.components.examples[String(asked?.$ref).split('/').at(-1) ?? ''];
          const { value } = common ?? asked ?? {};
          if (isEmpty(operation) && (status === '200' || status === '404')) continue;
          if ((media as { schema?: Schema }).schema?.$ref?.endsWith('/DownloadContent')) {
            expect(value, where).toBeUndefined();
            continue;
          }
          // Some are no text, and the others would be most of the document.
          if (status === '200' && /\+json$|\.sheet$/.test(type)) continue;
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
            const read = z.fromJSONSchema({ ...local(schema), $defs: local(document.components.schemas) });
            expect(faults(read, value), where).toEqual([]);
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

  it('every error that can be provoked is declared, with its shape', { timeout: 120_000 }, async () => {
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
    expect(statuses).toEqual(['200', '304', '400', '406', '410', '503']);
    const ofRecord = Object.keys(document.paths['/demands/{id}']?.get?.responses ?? {});
    expect(ofRecord).toEqual(['200', '304', '400', '404', '406', '503']);
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

describe('/docs', () => {
  it('leads to the page relatively, so that a prefix that a proxy took off stays', async () => {
    const response = await api.get('/docs');
    expect(response.statusCode).toBe(302);
    expect(response.headers.location).toBe('docs/');
  });

  it('is a page, and all that it loads comes from here, by relative links', async () => {
    const page = await api.get('/docs/');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(page.body).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(page.body).toContain('<title>Demarche API</title>');
    const wanted = [...page.body.matchAll(/(?:src|href)="([^"]*)"/g)]
      .map(([, url]) => String(url))
      .filter((url) => !url.startsWith('data:'));
    expect(wanted.length).toBeGreaterThan(3);
    for (const url of wanted) {
      expect(url).toMatch(/^[a-z]/);
      expect((await api.get(`/docs/${url}`)).statusCode, url).toBe(200);
    }
    const start = (await api.get('/docs/docs.js')).body;
    for (const text of [page.body.replace("xmlns='http://www.w3.org/2000/svg'", ''), start])
      expect(text).not.toMatch(/(?:https?:)?\/\/[a-z][\w-]*\.[a-z]/i);
    expect(start).toMatch(/validatorUrl: null/);
    expect(start).toMatch(/tryItOutEnabled: true/);
  });

  it('allows no outside host, and no upgrade that would break plain HTTP', async () => {
    const policy = String((await api.get('/docs/')).headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toMatch(/[a-z][\w-]*\.[a-z]{2,}/i);
    expect(policy).not.toMatch(/https?:/);
    expect(policy).not.toContain('upgrade-insecure-requests');
  });
});

describe('the document and the page', () => {
  const PATHS = [
    '/openapi.json',
    '/openapi.yaml',
    '/docs/',
    '/docs/docs.css',
    '/docs/docs.js',
    '/docs/swagger-ui.css',
    '/docs/swagger-ui-bundle.js',
  ];

  it.each(PATHS)('%s comes compressed, tagged, and once', async (path) => {
    const whole = await api.get(path);
    expect(whole.headers.vary).toContain('Accept-Encoding');
    for (const [coding, decode] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const response = await api.get(path, { 'accept-encoding': coding });
      expect(response.headers['content-encoding']).toBe(coding);
      expect(decode(response.rawPayload).equals(whole.rawPayload)).toBe(true);
      const again = { 'accept-encoding': coding, 'if-none-match': String(response.headers.etag) };
      const nothing = await api.get(path, again);
      expect(nothing.statusCode).toBe(304);
      expect(nothing.rawPayload).toHaveLength(0);
      const head = await api.send('HEAD', path, { 'accept-encoding': coding });
      expect(head.headers['content-encoding']).toBe(coding);
      expect(head.rawPayload).toHaveLength(0);
    }
  });

  it.each(PATHS)('%s takes no parameters', async (path) => {
    expect((await api.problem(`${path}?x=1`)).errors).toMatchObject([{ parameter: 'x' }]);
  });
});
