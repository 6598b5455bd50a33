/** From the start of the process to the first answer. */
import type { Contender } from '../measure.ts';
import { atMost, ensure, figureOf, interleaved } from '../measure.ts';
import { end, start } from '../processes.ts';
import { emptyOn } from '../servers/made.ts';
import { oursOn } from '../servers/ours.ts';
import { answered, freePort, type Launch } from '../servers/server.ts';
import { eachSize, type Scenario } from './scenario.ts';

const TARGET = 2;
const EMPTY = 'an empty Fastify with the same plugins';
const LIST = '/statements?limit=50';

/** Milliseconds until each of the paths is answered, one after the other. */
async function timed(make: (port: number) => Launch, paths: readonly string[]): Promise<number[]> {
  const port = await freePort();
  const { command, args, ...options } = make(port);
  const begin = performance.now();
  const child = start(command, args, { ...options, place: 'server' });
  try {
    const times: number[] = [];
    for (const path of paths) {
      const { status } = await answered(child, port, path);
      ensure(status === 200, `${status} at ${path}`);
      times.push(performance.now() - begin);
    }
    return times;
  } finally {
    await end(child);
  }
}

const contender = (names: string[], make: (port: number) => Launch, paths: string[]): Contender => ({
  series: names.map((name) => ({ name, unit: 'ms' })),
  once: () => timed(make, paths),
});

export const starting: Scenario = {
  name: 'start',
  run: async (bench) => ({
    figures: await eachSize(bench, async ({ size, file }) => {
      const [root, list] = ['Demarche, /', 'Demarche, / and then a list of 50'] as const;
      const series = await interleaved(bench.options.rounds, [
        contender([root, list], oursOn({ database: file }), ['/', LIST]),
        contender([EMPTY], emptyOn, ['/']),
      ]);
      const targets = [
        atMost('start to first answer', TARGET, root, EMPTY),
        atMost('start to first list', TARGET, list, EMPTY),
      ];
      return figureOf('start', 'From start to first answer', size, series, targets);
    }),
  }),
};
