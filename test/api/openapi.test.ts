import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isEmpty, type OpenApi, operationsOf, parametersOf, type Schema, walk } from './openapi.ts';
import { type Api, COLLECTIONS, type Page, shareApi } from './support.ts';

let api: Api;
let document: OpenApi;
beforeAll(async () => {
  api = await shareApi({}, { downloads: true });
  document = await api.openapi();
});

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const validator = new Validator();
    const { valid, errors } = await validator.validate({ ...structuredClone(document) });
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('is served as JSON and as YAML, the same', async () => {
    const json = await api.get('/openapi.json');
    expect(json.headers['content-type']).toMatch(/^application\/json/);
    const yaml = await api.get('/openapi.yaml');
    expect(yaml.headers['content-type']).toMatch(/yaml/);
    // To look for keys that stand twice takes longer than all else.
    expect(parse(yaml.body, { uniqueKeys: false })).toEqual(json.json());
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
        if (parameter.required && !isEmpty(api, operation)) expect(prefilled, where).toMatch(/./);
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
      // Of a check both an address and its hash are parameters.
      if (method !== 'get' || path === '/' || path === '/cite/check' || isEmpty(api, operation)) continue;
      const [, url = path] = operation.description?.match(/For example \[`[^`]+`\]\(([^)]+)\)\.$/) ?? [];
      expect(new URL(url, 'http://x').pathname, url).toMatch(
        new RegExp(`^${path.replace(/\{\w+\}/, '[^/{}]+').replace('.', '\\.')}$`),
      );
      const answer = await api.get(url);
      expect(answer.statusCode, url).toBe(200);
      if (path.startsWith('/downloads')) expect(answer.rawPayload.length, url).toBeGreaterThan(0);
      else if (path.endsWith('}')) expect(answer.json<Page>().data.id, url).toBeTruthy();
      else if (!['/changes', '/cite'].includes(path) && /^\/\w+$/.test(path))
        expect(answer.json().meta.count, url).toBeGreaterThan(0);
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
