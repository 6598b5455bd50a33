/** Requests to every operation that a document has: as it says, nearly so, and as nobody should ask. */
import fc, { type Arbitrary } from 'fast-check';
import { type OpenApi, operationsOf, type Parameter, wordsOf } from '../api/openapi.ts';

/** A request as `app.inject` takes it. */
export interface Asked {
  /** As the document has it; null where it has none such. */
  operationId: string | null;
  method: 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  payload?: string;
}

/** What breaks out of texts, numbers, paths, SQL, full-text queries and prototypes, where it is not expected. */
const HOSTILE = [
  '',
  ' ',
  ',',
  ',,a,',
  '|',
  '*',
  '"',
  "'",
  '""',
  '\\',
  '\0',
  'a\0b',
  '\r\nX-Injected: 1',
  '\u202e',
  '\ufeff',
  '\ud83d\ude00'.repeat(3),
  'Ё',
  'ﬀ',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-0',
  '-1',
  '0x10',
  '1e3',
  '1e309',
  '9007199254740993',
  '99999999999999999999',
  '1.5',
  'true',
  'false',
  "' OR 1=1 --",
  "'; DROP TABLE demands; --",
  '") UNION SELECT 1 --',
  'NEAR(a b, 2)',
  'a AND',
  'NOT a',
  'a OR b',
  'title:a',
  '{title}: a',
  '^a*',
  'a* b*',
  '(((((',
  '-',
  '--',
  '%',
  '_',
  '$(id)',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  'file:///etc/passwd',
  '0000-00-00',
  '2031-02-30',
  '2031/2030',
  '../..',
  '/..',
  '203X',
  'Y170000002',
  'a'.repeat(150),
  'a'.repeat(3_000),
  'a,'.repeat(600),
  'я '.repeat(300),
  '"'.repeat(99),
];

/** Pieces of a URL that are no proper encoding of anything. */
const MALFORMED = [
  '%',
  '%0',
  '%zz',
  '%E0%A4',
  '%FF',
  '%C0%AE',
  '%00',
  '%ud800',
  '+',
  '&&',
  '=',
  '?',
  '#',
  ';',
  '[]',
  '[a]=',
];

/** What is nearly the value: a slip of the hand. */
const nearly = (value: string): Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(
      value.toUpperCase(),
      `${value} `,
      ` ${value}`,
      `${value},`,
      `${value},${value}`,
      `${value}|x`,
      `-${value}`,
      `${value}*`,
      value.slice(1),
      value.slice(0, -1),
    ),
    fc.nat(Math.max(0, value.length - 1)).map((at) => `${value.slice(0, at)}x${value.slice(at + 1)}`),
  );

const anyText = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }).map((text) => text.toWellFormed()),
  fc.integer().map(String),
  fc.double().map(String),
);

/** Values that a parameter takes, as the document says. */
function listValues(document: OpenApi, parameter: Parameter): string[] {
  const { example, schema } = parameter;
  const words = wordsOf(document, parameter);
  const shown = [example, schema.example, schema.default, ...(schema.examples ?? []), ...words]
    .filter((value) => value !== undefined && value !== null)
    .map(String);
  if (schema.type === 'boolean') shown.push('true', 'false');
  if (schema.type === 'integer') shown.push('0', '1', '2');
  return shown.length ? shown : ['a'];
}

function makeValue(document: OpenApi, parameter: Parameter, ids: readonly string[]): Arbitrary<string> {
  const values =
    parameter.in === 'path' ? [...listValues(document, parameter), ...ids] : listValues(document, parameter);
  const valid = fc.constantFrom(...values);
  const several = fc.array(valid, { minLength: 2, maxLength: 3 }).map((list) => list.join(','));
  return fc.oneof(
    { weight: 12, arbitrary: valid },
    { weight: 1, arbitrary: several },
    { weight: 2, arbitrary: valid.chain(nearly) },
    { weight: 2, arbitrary: anyText },
  );
}

/** Parts of a query string, each `name=value`, encoded or, rarely, not so. */
function makeQuery(
  document: OpenApi,
  parameters: readonly Parameter[],
  ids: readonly string[],
): Arbitrary<string> {
  const known = parameters.filter((parameter) => parameter.in === 'query');
  const write = (name: string) => (value: string) =>
    `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  const written = known.map((parameter) => makeValue(document, parameter, ids).map(write(parameter.name)));
  const names = known.map(({ name }) => name);
  const unknown = fc
    .tuple(fc.oneof(fc.constantFrom(...names, 'x').chain(nearly), anyText), anyText)
    .map(([name, value]) => write(name)(value));
  const malformed = fc
    .tuple(fc.constantFrom(...names, 'x'), fc.constantFrom(...MALFORMED))
    .map(([name, piece]) => `${name}=${piece}`);
  return fc
    .array(
      fc.oneof(
        ...written.map((arbitrary) => ({ weight: Math.ceil(60 / written.length), arbitrary })),
        { weight: 2, arbitrary: unknown },
        { weight: 1, arbitrary: malformed },
      ),
      { maxLength: 4, size: 'max' },
    )
    .map((parts) => (parts.length ? `?${parts.join('&')}` : ''));
}

const headers = fc.record(
  {
    accept: fc.constantFrom(
      ...['*/*', 'application/json', 'text/csv', 'application/x-ndjson', 'text/tab-separated-values'],
      ...['application/*;q=0.5, text/csv', 'application/json;q=0', 'nonsense', ';;q=', '*/*;q=0', ''],
    ),
    'accept-encoding': fc.constantFrom(
      'gzip',
      'br',
      'gzip, br',
      'identity',
      '*;q=0',
      'zstd',
      'gzip;q=nonsense',
      '',
    ),
    'if-none-match': fc.constantFrom('*', '"a"', 'W/"a"', '"a", "b"', '"', ',,'),
    range: fc.constantFrom('bytes=0-1', 'bytes=5-1', 'lines=1'),
    origin: fc.constantFrom('https://else.example', 'null'),
    'content-type': fc.constantFrom('application/json', 'text/plain', 'nonsense'),
    'x-forwarded-host': fc.constant('else.example'),
    'x-http-method-override': fc.constant('DELETE'),
  },
  { requiredKeys: [] },
);

/** A path with its parameters filled in. */
function fillPath(path: string, names: readonly string[], values: readonly string[]): string {
  return names.reduce(
    (filled, name, at) => filled.replace(`{${name}}`, () => encodeURIComponent(values[at] ?? '')),
    path,
  );
}

/** Requests, to each operation as often as to any other. */
export function makeRequests(
  document: OpenApi,
  ids: ReadonlyMap<string, readonly string[]>,
): Arbitrary<Asked> {
  const operations = operationsOf(document).map(({ path, method, operation }) => {
    const parameters = operation.parameters ?? [];
    const inPath = parameters.filter((parameter) => parameter.in === 'path');
    const known = ids.get(path.split('/')[1]?.split('.')[0] ?? '') ?? [];
    const url = fc
      .tuple(
        fc.tuple(...inPath.map((parameter) => makeValue(document, parameter, known))),
        makeQuery(document, parameters, known),
      )
      .map(
        ([values, query]) =>
          fillPath(
            path,
            inPath.map(({ name }) => name),
            values,
          ) + query,
      );
    const methods = fc.oneof(
      { weight: 40, arbitrary: fc.constant(method.toUpperCase()) },
      { weight: 3, arbitrary: fc.constant('HEAD') },
      { weight: 2, arbitrary: fc.constantFrom('OPTIONS', 'PUT', 'PATCH', 'DELETE', 'POST') },
    );
    return fc
      .record({
        method: methods,
        url,
        headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
        payload:
          method === 'post'
            ? fc.oneof(anyText, fc.constant('{}'), fc.constant('a text'))
            : fc.constant(undefined),
      })
      .map(({ payload, ...asked }) => {
        const isDeclared = asked.method.toLowerCase() === method;
        const withBody = payload !== undefined && asked.method !== 'GET' && asked.method !== 'HEAD';
        return {
          ...asked,
          operationId: isDeclared ? (operation.operationId ?? null) : null,
          ...(withBody
            ? { payload, headers: { 'content-type': 'text/plain; charset=utf-8', ...asked.headers } }
            : {}),
        } as Asked;
      });
  });
  const nowhere = fc
    .tuple(fc.constantFrom('/', '/demands/', '/demands/a/', '/docs/', '/nothing/', '/demands.'), anyText)
    .map(
      ([path, text]): Asked => ({
        operationId: null,
        method: 'GET',
        url: path + encodeURIComponent(text),
        headers: {},
      }),
    );
  return fc.oneof(
    { weight: operations.length, arbitrary: fc.oneof(...operations) },
    { weight: 4, arbitrary: nowhere },
  );
}
