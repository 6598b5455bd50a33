import { beforeAll, describe, expect, it } from 'vitest';
import { REAL } from '../database.ts';
import { OF_TABLES, type OpenApi, operationsOf, parametersOf, SHAPING, wordsOf } from './openapi.ts';
import { type Api, COLLECTIONS, EVERY, NESTED, openApi, queryOf, shareApi } from './support.ts';
import { readTable } from './tables.ts';

let api: Api;
let document: OpenApi;
beforeAll(async () => {
  api = await shareApi();
  document = await api.openapi();
});

/** The cursor of the second page of a list, one record a page. */
async function cursorOf(asked: Api, path: string, collection: string): Promise<string[]> {
  const list = path === '/search' ? '/search?q=missile&limit=1' : `/${collection}?limit=1`;
  const { next_cursor } = (await asked.json(list)).meta;
  return next_cursor === null ? [] : [next_cursor];
}

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

  it.each(COLLECTIONS)('%s: what is documented of a record is accepted', async (name) => {
    const { operation } = operationsOf(document).find(({ path }) => path === `/${name}/{id}`) ?? {};
    const names = operation?.parameters?.filter((p) => p.in === 'query').map((p) => p.name) ?? [];
    // They are known: what is refused is their values. For those of lists see what is refused.
    const { errors } = await api.problem(`/${name}/x?${names.map((one) => `${one}=`).join('&')}`);
    expect(errors?.map(({ parameter }) => parameter)).toEqual(names);
    for (const { detail } of errors ?? []) expect(detail).not.toContain('there is no parameter');
  });

  it.each([
    ['made up', true],
    ['real', false],
  ])('each by itself is accepted by the operation that offers it: data that is %s', async (_, made) => {
    const asked = await (made ? shareApi({}, { downloads: true }) : openApi({ data: REAL }));
    const refused: string[] = [];
    let offered = 0;
    const described = await asked.openapi();
    for (const { path, method, operation } of operationsOf(described)) {
      const [tag = ''] = operation.tags ?? [];
      const parameters = operation.parameters ?? [];
      const own = parameters.filter(({ required }) => required);
      if (method !== 'get' || own.some(({ example }) => example === undefined)) continue;
      if (path.startsWith('/downloads') && !made) continue;
      // Lists inside records are asked for in the data that is made up.
      if (!made && NESTED.includes(tag as never)) continue;
      // What these take, JSON and CSV do.
      if (/\.(json|tsv|ndjson)$/.test(path)) continue;
      const id = own.find((parameter) => parameter.in === 'path')?.example;
      const at = path.replace(/\{\w+\}/, String(id));
      for (const parameter of parameters.filter(({ required }) => !required)) {
        const { name, schema, in: where } = parameter;
        // Of what CSV shares with JSON the latter tells.
        if (path.endsWith('.csv') && !['select', ...OF_TABLES].includes(name)) continue;
        // The words are those of the definitions, whatever the data.
        const shaping =
          made && ['select', 'include', 'facet', 'sort', 'citations', 'collection'].includes(name);
        const words = shaping ? wordsOf(described, parameter) : [];
        // All words at once, where several may stand: one that is not accepted is refused beside others, too.
        const several = schema.anyOf && name !== 'citations' && words.length;
        const values =
          name === 'cursor'
            ? await cursorOf(asked, at, tag)
            : [...(schema.examples ?? []).flat(), ...(several ? [words.join()] : words)];
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
    expect(offered).toBeGreaterThan(made ? 800 : 500);
  });

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
  });

  it('list the words that are allowed, all of which are', async () => {
    for (const name of COLLECTIONS)
      for (const parameter of parametersOf(document, name)) {
        const words = wordsOf(document, parameter);
        for (const value of parameter.schema.anyOf && words.length ? [words.join()] : words)
          expect(
            (await api.get(`/${name}?${parameter.name}=${value}`)).statusCode,
            `${name}?${parameter.name}=${value}`,
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
