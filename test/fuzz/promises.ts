/** What every answer keeps, whatever was asked; the first promise that is broken is thrown. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import { type OpenApi, operationsOf } from '../api/openapi.ts';
import { asProblem, type List } from '../api/support.ts';
import type { Asked } from './requests.ts';

/** Stacks, paths of this machine, and what SQLite says of itself: nothing that a client should see. */
const INSIDE = /^\s+at .+:\d+|node_modules|file:\/\/\/(?!etc)|SQLITE_|SqliteError|ENOENT|\.ts:\d+/m;

/** Headers that depend on the moment, on the connection, or on a body that is there. */
const OF_THE_MOMENT = ['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'];

/** Answered before there is an operation: an id longer than any. */
const BEFORE_ROUTING = [414];

const isList = (body: unknown): body is List =>
  typeof body === 'object' && body !== null && 'data' in body && Array.isArray(body.data) && 'links' in body;

/** The parts of a document that answers are held against. */
export class Promises {
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false, allowUnionTypes: true });
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly operations: ReadonlyMap<string, ReturnType<typeof operationsOf>[number]['operation']>;

  constructor(document: OpenApi) {
    this.ajv.addSchema({ $id: 'openapi', components: document.components });
    this.operations = new Map(
      operationsOf(document).map(({ operation }) => [operation.operationId ?? '', operation]),
    );
  }

  /** Holds JSON against a schema of the document. */
  validate(name: string, schema: unknown, value: unknown): void {
    let validator = this.validators.get(name);
    if (!validator) {
      const written = JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/');
      validator = this.ajv.compile(JSON.parse(written));
      this.validators.set(name, validator);
    }
    if (!validator(value)) throw new Error(`${name}: ${this.ajv.errorsText(validator.errors)}`);
  }

  /** What holds of every answer by itself. */
  check({ operationId, method, url }: Asked, response: LightMyRequestResponse): void {
    const { statusCode: status, headers, body } = response;
    if (status === 503) expect(headers['retry-after']).toMatch(/^\d+$/);
    else if (status >= 500) throw new Error(`${status}: ${body}`);
    if (INSIDE.test(body)) throw new Error(`says too much: ${body.slice(0, 500)}`);
    expect(headers['access-control-allow-origin']).toBe('*');
    if (method === 'OPTIONS') return;
    if (status >= 400) this.checkRefusal(method, url, response);
    if (method === 'HEAD') expect(body).toBe('');
    if (operationId === null || BEFORE_ROUTING.includes(status)) return;
    const operation = this.operations.get(operationId);
    if (!operation?.responses[status]) throw new Error(`${status} is not declared for ${operationId}`);
    if (status === 200) expect(headers['cache-control']).toBeDefined();
  }

  private checkRefusal(method: string, url: string, response: LightMyRequestResponse): void {
    const { headers, statusCode } = response;
    expect(headers['cache-control']).toBe('no-store');
    expect(headers.etag).toBeUndefined();
    if (method === 'HEAD') return;
    const [, suffix] = /\.(csv|tsv)(\?|$)/.exec(url) ?? [];
    if (suffix && /^text\/(csv|tab-separated-values);/.test(String(headers['content-type']))) {
      expect(response.body).toMatch(/^error[,\t]detail[,\t]suggestion\r\n./);
      return;
    }
    const problem = asProblem(response, statusCode);
    this.validate('Problem', { $ref: '#/components/schemas/Problem' }, problem);
  }

  /** The body as its operation declares it. */
  checkBody({ operationId, url }: Asked, response: LightMyRequestResponse): void {
    if (response.statusCode !== 200 || operationId === null) return;
    // With an empty id it is the list, which answers with a slash behind it, too.
    if (url.split('?')[0]?.endsWith('/')) return;
    const type = String(response.headers['content-type']).split(';')[0] as string;
    // A page is for browsers, and told of by no operation.
    if (type === 'text/html') return;
    const { content = {} } = this.operations.get(operationId)?.responses[200] ?? {};
    const declared = Object.entries(content).find(([name]) => name.split(';')[0] === type)?.[1];
    if (!declared) throw new Error(`${type} is not declared for ${operationId}`);
    if (type !== 'application/json' || response.headers['content-encoding']) return;
    const body = response.json();
    // With `select` records lack what the schema requires: that is what it is for.
    if (!/[?&]select=/.test(url)) this.validate(operationId, declared.schema, body);
    if (isList(body)) checkNumbers(body);
  }
}

/** Totals, counts and the next page agree. */
export function checkNumbers({ data, meta, links }: List): void {
  if (meta.total === undefined || meta.limit === undefined) return;
  expect(meta.count).toBe(data.length);
  expect(data.length).toBeLessThanOrEqual(meta.limit);
  expect(meta.total).toBeGreaterThanOrEqual(meta.count);
  if (meta.next_cursor === undefined) return;
  expect(links.next === null).toBe(meta.next_cursor === null);
  if (meta.next_cursor !== null) expect(meta.total).toBeGreaterThan(meta.count);
}

/** Headers of two answers that say the same of what they answer. */
export function expectSameHeaders(one: LightMyRequestResponse, other: LightMyRequestResponse): void {
  const pick = ({ statusCode, headers }: LightMyRequestResponse) => ({
    statusCode,
    ...Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_MOMENT.includes(name))),
  });
  expect(pick(other)).toEqual(pick(one));
}
