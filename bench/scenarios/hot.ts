/** Answers out of the cache, and 304: against servers that do nothing but send the same bytes. */
import type { Measured } from '../databases.ts';
import { type Listing, parsed } from '../dataset.ts';
import type { Figure } from '../figures.ts';
import { headerOf, type Reply } from '../load/client.ts';
import { throughput } from '../load/throughput.ts';
import { TOOLS } from '../machine.ts';
import { atLeast, type Contender, ensure, figureOf, interleaved, single, using } from '../measure.ts';
import { startOurs } from '../servers/ours.ts';
import { startBare, startNginx } from '../servers/same.ts';
import type { Server } from '../servers/server.ts';
import { type Bench, eachSize, type Scenario } from './scenario.ts';

export const OURS = 'Demarche';
export const BARE = 'node:http';
const NGINX = 'nginx';
const HOT_TARGET = 0.8;
const NOT_MODIFIED_TARGET = 1.1;
const PATH = '/statements?sort=-date&limit=50';
const COUNT = 50;

/** Asks twice: the second answer, out of the cache, has to be the first. */
export async function hotAnswer(server: Server, path: string): Promise<Reply> {
  const [cold, hot] = [await server.get(path), await server.get(path)];
  ensure(cold.status === 200, `${cold.status} at ${path}`);
  ensure(cold.body.equals(hot.body), `${path} answers differently when it is asked again`);
  ensure(headerOf(hot, 'content-length') === String(hot.body.length), `${path} is not as long as it says`);
  return hot;
}

async function answersTheSame(server: Server, path: string, { body }: Reply): Promise<void> {
  const other = await server.get(path);
  ensure(
    other.status === 200 && other.body.equals(body),
    'the compared server does not answer the same bytes',
  );
}

interface Compared {
  server: Server;
  name: string;
  path: string;
}

const asked = (bench: Bench, { server, name, path }: Compared, headers?: Record<string, string>): Contender =>
  single(name, 'requests/s', () =>
    throughput({
      port: server.port,
      paths: [path],
      seconds: bench.options.seconds,
      ...(headers && { headers }),
    }),
  );

/** Conditional on the server's own validator, which it has to recognise. */
async function conditional(bench: Bench, compared: Compared): Promise<Contender> {
  const etag = headerOf(await compared.server.get(compared.path), 'etag') ?? '';
  const headers = { 'If-None-Match': etag };
  const { status } = await compared.server.get(compared.path, headers);
  ensure(status === 304, `${compared.name} answers ${status} to its own ETag`);
  return asked(bench, { ...compared, name: `${compared.name}, 304` }, headers);
}

async function compare(
  bench: Bench,
  size: number,
  ours: Server,
  hot: Reply,
  others: Compared[],
): Promise<Figure[]> {
  for (const other of others) await answersTheSame(other.server, other.path, hot);
  const mine = { server: ours, name: OURS, path: PATH };
  const [bare, nginx] = others as [Compared, Compared | undefined];
  const contenders = [
    asked(bench, mine),
    ...(nginx ? [asked(bench, nginx)] : []),
    await conditional(bench, mine),
    ...(nginx ? [await conditional(bench, nginx)] : []),
    asked(bench, bare),
  ];
  const series = await interleaved(bench.options.rounds, contenders);
  const named = (...names: string[]) => series.filter(({ name }) => names.includes(name));
  const bytes = `${hot.body.length} bytes each`;
  return [
    figureOf(
      'hot',
      'List of 50 records out of the cache',
      size,
      named(OURS, NGINX, BARE),
      [atLeast('list out of the cache', HOT_TARGET, OURS, BARE)],
      { notes: [bytes] },
    ),
    figureOf(
      'hot',
      'The same, 304 to If-None-Match, against 200 from node:http',
      size,
      named(`${OURS}, 304`, `${NGINX}, 304`, BARE),
      [atLeast('304 of that list', NOT_MODIFIED_TARGET, `${OURS}, 304`, BARE)],
    ),
  ];
}

const atSize = (bench: Bench, { size, file }: Measured) =>
  using([() => startOurs({ database: file })], async (ours: Server) => {
    const reply = await hotAnswer(ours, PATH);
    ensure(parsed<Listing>(reply).data.length === COUNT, `${PATH} does not answer ${COUNT} records`);
    const starts = [
      () => startBare('list', reply),
      ...(TOOLS.nginx() ? [() => startNginx('list.json', reply)] : []),
    ];
    return using(starts, (bare: Server, nginx?: Server) =>
      compare(bench, size, ours, reply, [
        { server: bare, name: BARE, path: PATH },
        ...(nginx ? [{ server: nginx, name: NGINX, path: '/list.json' }] : []),
      ]),
    );
  });

export const hot: Scenario = {
  name: 'hot',
  run: async (bench) => ({
    figures: (await eachSize(bench, (measured) => atSize(bench, measured))).flat(),
  }),
};
