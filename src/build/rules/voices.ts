import { problemIn, type Rule } from './rule.ts';

/** A source that speaks does so in its own voice; whoever else speaks is attributed. */
export const voices: Rule = function* (dataset) {
  const asserted = [
    ...dataset.all('statements').map((record) => ({ record, by: record.speaker })),
    ...dataset.all('attributes').map((record) => ({ record, by: record.asserted_by })),
  ];
  for (const { record, by } of asserted) {
    const bySource = String(by).startsWith('sources/');
    if (bySource && record.voice === 'attributed')
      yield problemIn(
        dataset,
        record,
        ['voice'],
        'attributed, but to a source',
        'name who the source attributes it to, or the voice is own',
      );
    if (!bySource && record.voice === 'own')
      yield problemIn(
        dataset,
        record,
        ['voice'],
        `own voice, but of ${by}`,
        'only a source speaks in its own voice; here it is attributed',
      );
  }
};
