/** Full text: a rare and a common word, in one collection and in all. */
import type { Measured } from '../databases.ts';
import { datasetOf, list } from '../dataset.ts';
import type { Figure } from '../figures.ts';
import { atMost, ensure, figureOf, interleaved, using } from '../measure.ts';
import { startCold } from '../servers/ours.ts';
import type { Server } from '../servers/server.ts';
import { type Bench, eachSize, judgedByScan, latencyOf, SCAN, type Scenario, scanOf } from './scenario.ts';

const RARE_TARGET = 1 / 100;
const COMMON_TARGET = 1 / 8;

const atSize = (bench: Bench, { size, file, synthetic }: Measured): Promise<Figure> =>
  using([() => startCold(file)], async (server: Server) => {
    const { values } = await datasetOf(server, synthetic);
    const [rare, common] = [values.get('word.rare') ?? '', values.get('word.common') ?? ''];
    const contender = async (name: string, path: string) => {
      ensure((await list(server, path)).data.length > 0, `${path} finds nothing`);
      return latencyOf(bench, name, server.port, [path]);
    };
    const found = (await list(server, `/statements?q=${common}&limit=0`)).meta;
    const series = await interleaved(bench.options.rounds, [
      await contender('rare word, statements', `/statements?q=${rare}`),
      await contender('common word, statements', `/statements?q=${common}`),
      await contender('rare word, everything', `/search?q=${rare}`),
      await contender('common word, everything', `/search?q=${common}`),
      scanOf(bench, file),
    ]);
    const targets = judgedByScan(bench, size)
      ? [
          atMost('search for a rare word', RARE_TARGET, 'rare word, statements', SCAN),
          atMost('search for a common word', COMMON_TARGET, 'common word, statements', SCAN),
        ]
      : [];
    const more = found.total_relation === 'eq' ? '' : 'more than ';
    const notes = [`the common word is in ${more}${found.total.toLocaleString('en')} statements`];
    return figureOf('search', 'Search, computed: p50', size, series, targets, { notes });
  });

export const search: Scenario = {
  name: 'search',
  run: async (bench) => ({ figures: await eachSize(bench, (measured) => atSize(bench, measured)) }),
};
