import type { Rec } from '../../schema/resource.ts';
import type { Path } from '../../schema/walk.ts';
import { makeProblem, type Rule } from './rule.ts';

/** A source that speaks does so in its own voice; whoever else speaks is attributed. */
export const checkVoices: Rule = function* (dataset) {
  const asserted: { record: Rec; by: unknown; voice: unknown; path: Path }[] = [
    ...dataset
      .all('statements')
      .map((record) => ({ record, by: record.speaker, voice: record.voice, path: ['voice'] })),
    ...dataset
      .all('attributes')
      .map((record) => ({ record, by: record.asserted_by, voice: record.voice, path: ['voice'] })),
    ...dataset.all('regions').flatMap((record) =>
      (record.status as { asserted_by: string; voice: string }[]).map((status, index) => ({
        record,
        by: status.asserted_by,
        voice: status.voice,
        path: ['status', index, 'voice'],
      })),
    ),
  ];
  for (const { record, by, voice, path } of asserted) {
    const bySource = String(by).startsWith('sources/');
    if (bySource && voice === 'attributed')
      yield makeProblem(
        dataset,
        record,
        path,
        'attributed, but to a source',
        'name who the source attributes it to, or the voice is own',
      );
    if (!bySource && voice === 'own')
      yield makeProblem(
        dataset,
        record,
        path,
        `own voice, but of ${by}`,
        'only a source speaks in its own voice; here it is attributed',
      );
  }
};
