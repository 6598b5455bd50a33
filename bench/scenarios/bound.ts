/** A client that asks for very many different URLs: memory has to stay within its bound. */
import { atMost, figureOf, using } from '../measure.ts';
import { measurable, memoryOf, peakWhile } from '../memory.ts';
import { startOurs } from '../servers/ours.ts';
import type { Server } from '../servers/server.ts';
import { type Bench, type Scenario, smallest } from './scenario.ts';

const MIB = 1024 ** 2;
const BOUND = 16;
/** Asked first, so that what every server takes for being warm is not counted. */
const WARM = 2_000;
const PARTS = 4;
const TARGET = 1.1;
const WARM_SERVER = 'warm server';
const [SECOND, LAST] = ['second', 'last'];

/** Memory of the warm server, and its peak in each quarter of the scan. */
async function watched(bench: Bench, cacheMaxBytes: number): Promise<number[]> {
  const { urls } = bench.options;
  const start = () => startOurs({ database: smallest(bench).file, cacheMaxBytes });
  return using([start], async ({ port, pid }: Server) => {
    const before = '/statements?limit=1&report_count__lte=';
    const scan = (from: number, to: number) =>
      bench.helper.do({ task: 'numbered', port, before, from: from + 1, to: to + 1 });
    await scan(0, Math.min(WARM, urls));
    const found = [memoryOf(pid).resident];
    for (let part = 0; part < PARTS; part++) {
      const [from, to] = [part, part + 1].map((at) => WARM + Math.floor((urls * at) / PARTS)) as [
        number,
        number,
      ];
      const { peak } = await peakWhile(pid, () => scan(from, to));
      found.push(peak.resident);
    }
    return found;
  });
}

export const bound: Scenario = {
  name: 'bound',
  run: async (bench) => {
    if (!measurable()) return { figures: [], skipped: ['memory cannot be read here: there is no /proc'] };
    const [bounded, none] = [await watched(bench, BOUND * MIB), await watched(bench, 0)];
    const names = [WARM_SERVER, ...['first', SECOND, 'third', LAST].map((which) => `${which} quarter`)];
    const series = [bounded, none].flatMap((memory, which) =>
      names.map((name, index) => ({
        name: `${name}${which ? ', no cache' : ''}`,
        unit: 'MB' as const,
        rounds: [memory[index] ?? 0],
      })),
    );
    const notes = [`${bench.options.urls.toLocaleString('en')} URLs, CACHE_MAX_BYTES ${BOUND} MiB`];
    return {
      figures: [
        figureOf(
          'bound',
          'Peak memory while different URLs are asked',
          smallest(bench).size,
          series,
          [atMost('memory under a scan of URLs', TARGET, `${LAST} quarter`, `${SECOND} quarter`)],
          { base: WARM_SERVER, notes },
        ),
      ],
    };
  },
};
