/** Ready-made servers over the same 1,000 records and the same question. */

import { list } from '../dataset.ts';
import { throughput } from '../load/throughput.ts';
import { atLeast, ensure, figureOf, interleaved, single, using } from '../measure.ts';
import { startCold, startOurs } from '../servers/ours.ts';
import { peers as known, type Peer } from '../servers/peers.ts';
import type { Server } from '../servers/server.ts';
import { OURS } from './hot.ts';
import { type Bench, type Scenario, smallest, type Yield } from './scenario.ts';

const LIMIT = 50;
const TARGET = 20;
const TARGET_PEER = 'json-server';

/** The commonest kind of statement, and the ids that it finds. */
async function question(server: Server): Promise<{ kind: string; ids: string[] }> {
  const { facets } = await list(server, '/statements?facet=kind&limit=0');
  const kind = String(facets?.kind?.[0]?.value ?? '');
  const { data } = await list(server, `/statements?kind=${kind}&limit=${LIMIT}`);
  return { kind, ids: data.map(({ id }) => String(id)) };
}

interface Running {
  peer: Peer;
  server: Server;
}

/** Starts the peers that can be had here; why another cannot is told. */
async function started(file: string, kind: string, ids: readonly string[]) {
  const running: Running[] = [];
  const skipped: string[] = [];
  for (const peer of known(LIMIT)) {
    let server: Server | undefined;
    try {
      server = await peer.start(file);
      const reply = await server.get(peer.path(kind));
      ensure(reply.status === 200, `it answers ${reply.status}: ${reply.body.toString().slice(0, 200)}`);
      const answered = peer.ids(JSON.parse(reply.body.toString()));
      ensure(
        answered.join() === ids.join(),
        `it answers other records (${answered.length} for ${ids.length})`,
      );
      running.push({ peer, server });
    } catch (error) {
      await server?.end();
      skipped.push(`${peer.name}: ${(error as Error).message}`);
    }
  }
  return { running, skipped };
}

async function compared(bench: Bench, hot: Server, cold: Server): Promise<Yield> {
  const { file, size } = smallest(bench);
  const { kind, ids } = await question(cold);
  const { running, skipped } = await started(file, kind, ids);
  try {
    const ours = `/statements?kind=${kind}&limit=${LIMIT}`;
    const contender = (name: string, { port }: Server, path: string) =>
      single(name, 'requests/s', () => throughput({ port, paths: [path], seconds: bench.options.seconds }));
    const series = await interleaved(bench.options.rounds, [
      contender(`${OURS}, out of the cache`, hot, ours),
      contender(`${OURS}, computed`, cold, ours),
      ...running.map(({ peer, server }) => contender(peer.name, server, peer.path(kind))),
    ]);
    const base = running.find(({ peer }) => peer.name.startsWith(TARGET_PEER))?.peer.name ?? OURS;
    const targets =
      base === OURS
        ? []
        : [
            atLeast(
              `list out of the cache against ${TARGET_PEER}`,
              TARGET,
              `${OURS}, out of the cache`,
              base,
            ),
          ];
    const title = `${ids.length} statements of one kind`;
    const figure = figureOf('peers', title, size, series, targets, {
      base: base === OURS ? `${OURS}, computed` : base,
      notes: running.map(({ peer }) => `${peer.name}: ${peer.note}`),
    });
    return { figures: [figure], skipped };
  } finally {
    await Promise.all(running.map(({ server }) => server.end()));
  }
}

export const peers: Scenario = {
  name: 'peers',
  run: (bench) => {
    const { file } = smallest(bench);
    return using([() => startOurs({ database: file }), () => startCold(file)], (hot: Server, cold: Server) =>
      compared(bench, hot, cold),
    );
  },
};
