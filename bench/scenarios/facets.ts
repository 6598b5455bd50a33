/** Facets: of a whole collection, and under a filter. */
import type { Measured } from '../databases.ts';
import { datasetOf, list } from '../dataset.ts';
import type { Figure } from '../figures.ts';
import { ensure, figureOf, interleaved, using } from '../measure.ts';
import { startCold } from '../servers/ours.ts';
import type { Server } from '../servers/server.ts';
import { type Bench, eachSize, latencyOf, type Scenario, scanOf } from './scenario.ts';

const FACETS = 'facet=speaker,topic,kind&limit=0';

const atSize = (bench: Bench, { size, file, synthetic }: Measured): Promise<Figure> =>
  using([() => startCold(file)], async (server: Server) => {
    const { values } = await datasetOf(server, synthetic);
    const contender = async (name: string, query: string) => {
      const path = `/statements?${FACETS}${query}`;
      ensure(Object.keys((await list(server, path)).facets ?? {}).length > 0, `${path} answers no facets`);
      return latencyOf(bench, name, server.port, [path]);
    };
    const series = await interleaved(bench.options.rounds, [
      await contender('of the whole collection', ''),
      await contender('under a common value', `&voice=${values.get('voice.common')}`),
      await contender('under a rare value', `&about=${values.get('about.rare')}`),
      await contender('under a common word', `&q=${values.get('word.common')}`),
      scanOf(bench, file),
    ]);
    return figureOf('facets', 'Facets of speaker, topic and kind, computed: p50', size, series);
  });

export const facets: Scenario = {
  name: 'facets',
  run: async (bench) => ({ figures: await eachSize(bench, (measured) => atSize(bench, measured)) }),
};
