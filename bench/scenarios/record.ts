/** One record by its id, with its citations: out of the cache and computed. */

import type { Measured } from '../databases.ts';
import { someIds } from '../dataset.ts';
import type { Figure } from '../figures.ts';
import { throughput } from '../load/throughput.ts';
import { figureOf, interleaved, single, using } from '../measure.ts';
import { startCold, startOurs } from '../servers/ours.ts';
import { startBare } from '../servers/same.ts';
import type { Server } from '../servers/server.ts';
import { BARE, hotAnswer, OURS } from './hot.ts';
import { type Bench, eachSize, type Scenario } from './scenario.ts';

const IDS = 5_000;

const atSize = (bench: Bench, { size, file }: Measured): Promise<Figure> => {
  const paths = someIds(file, IDS).map((id) => `/statements/${id}`) as [string, ...string[]];
  const [one] = paths;
  const starts = [() => startOurs({ database: file }), () => startCold(file)];
  return using(starts, async (hot: Server, cold: Server) => {
    const reply = await hotAnswer(hot, one);
    return using([() => startBare('record', reply)], async (bare: Server) => {
      const contender = (name: string, { port }: Server, asked: readonly string[]) =>
        single(name, 'requests/s', () => throughput({ port, paths: asked, seconds: bench.options.seconds }));
      const series = await interleaved(bench.options.rounds, [
        contender(`${OURS}, out of the cache`, hot, [one]),
        contender(`${OURS}, computed`, cold, paths),
        contender(BARE, bare, [one]),
      ]);
      const notes = [
        `${reply.body.length} bytes out of the cache; computed: ${paths.length} records in random order`,
      ];
      return figureOf('record', 'A record by its id', size, series, [], { notes });
    });
  });
};

export const record: Scenario = {
  name: 'record',
  run: async (bench) => ({ figures: await eachSize(bench, (measured) => atSize(bench, measured)) }),
};
