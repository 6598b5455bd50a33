/** Tables against records: whatever is asked, CSV and TSV hold what the JSON of the same query does, cell by cell. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parametersOf, SHAPING, wordsOf } from './openapi.ts';
import { RICH } from './rich.ts';
import { type Api, EVERY, shareApi } from './support.ts';
import { cellOf, readTable } from './tables.ts';

const BASE = 'http://localhost:80';

interface Collection {
  name: string;
  header: string[];
  /** Conditions as they are written in a URL: of values that some records have, and of none. */
  conditions: string[];
  sorts: string[];
}

let api: Api;
let collections: Collection[];
beforeAll(async () => {
  api = await shareApi(RICH);
  const document = await api.openapi();
  collections = await Promise.all(
    EVERY.map(async (name): Promise<Collection> => {
      const parameters = parametersOf(document, name);
      const enumOf = (wanted: string) =>
        wordsOf(
          document,
          parameters.find((parameter) => parameter.name === wanted),
        );
      const facets = enumOf('facet');
      const counted = await api.json(`/${name}?limit=0${facets.length ? `&facet=${facets}` : ''}`);
      const buckets = Object.values(counted.facets ?? {}).flatMap((found) =>
        found.flatMap(({ url }) => (url === null ? [] : [url.split('?')[1] ?? ''])),
      );
      const examples = parameters
        .filter((parameter) => !SHAPING.includes(parameter.name))
        .flatMap((parameter) =>
          (parameter.schema.examples ?? [])
            .flat()
            .map((value) => `${parameter.name}=${encodeURIComponent(`${value}`)}`),
        );
      const not = buckets.filter((one) => /^[a-z_]+=/.test(one) && !one.includes('__'));
      const negatable = new Set(parameters.map((parameter) => parameter.name));
      return {
        name,
        header: readTable((await api.get(`/${name}.csv?limit=0`)).body).header,
        conditions: [
          ...buckets,
          ...examples,
          ...not
            .map((one) => one.replace('=', '__not='))
            .filter((one) => negatable.has(one.split('=')[0] ?? '')),
        ],
        sorts: enumOf('sort'),
      };
    }),
  );
});

describe('a table', () => {
  it('holds what the records hold, whatever is asked of whichever collection', async () => {
    let cells = 0;
    const asked = new Set<string>();
    const question = fc.constantFrom(...collections).chain(({ name, header, conditions, sorts }) =>
      fc.record({
        name: fc.constant(name),
        conditions: fc.uniqueArray(fc.constantFrom(...conditions), {
          selector: (condition) => condition.split('=')[0],
          maxLength: 2,
        }),
        sort: fc.constantFrom(...sorts),
        limit: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
        columns: fc.option(fc.uniqueArray(fc.constantFrom(...header), { minLength: 1, maxLength: 6 }), {
          nil: undefined,
        }),
        suffix: fc.constantFrom('csv', 'tsv'),
        provenance: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(question, async ({ name, conditions, sort, limit, columns, suffix, provenance }) => {
        const { header: every = [] } = collections.find((collection) => collection.name === name) ?? {};
        const query = [...conditions, `sort=${sort}`].join('&');
        const select = columns ? `&select=${columns}` : '';
        // The dictionary alone has more than a page of JSON holds.
        const most = limit ?? (name === 'dictionary' ? 1000 : undefined);
        const page = most === undefined ? '' : `&limit=${most}`;
        const url = `/${name}.${suffix}?${query}${select}${page}${provenance ? '&provenance=true' : ''}`;
        const response = await api.get(url);
        expect(response.statusCode, `${url} ${response.body}`).toBe(200);
        const { header, rows } = readTable(response.body, suffix === 'tsv' ? '\t' : ',');
        const { data, meta } = await api.json(`/${name}?${query}&limit=${most ?? 1000}`);
        if (most === undefined) expect(meta.total, url).toBeLessThanOrEqual(1000);
        // A column that has the name of a field stands for all of that field: a date's days too.
        const wanted = columns?.flatMap((column) => [
          column,
          ...(every.includes(`${column}_earliest`) ? [`${column}_earliest`, `${column}_latest`] : []),
        ]);
        expect(header, url).toEqual([
          ...new Set(wanted ?? every),
          ...(provenance ? ['release', 'query'] : []),
        ]);
        expect(rows.length, url).toBe(data.length);
        for (const [at, record] of data.entries())
          for (const column of header) {
            const expected =
              column === 'release'
                ? meta.release
                : column === 'query' && provenance
                  ? rows[0]?.query
                  : cellOf(record, column, BASE);
            expect(`${url} ${record.id}.${column}: ${rows[at]?.[column]}`).toBe(
              `${url} ${record.id}.${column}: ${expected}`,
            );
            cells++;
          }
        if (data.length) asked.add(name);
      }),
      { numRuns: 80 },
    );
    expect(cells).toBeGreaterThan(800);
    expect(asked.size).toBeGreaterThan(EVERY.length * 0.5);
  });

  it('can be asked for all that its collection is filtered by', () => {
    for (const { name, conditions, header } of collections) {
      expect(conditions.length, name).toBeGreaterThan(2);
      expect(header.length, name).toBeGreaterThan(4);
    }
  });
});
