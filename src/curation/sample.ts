/** Draws the passages that two readers code apart: the same round draws the same ones on every machine. */
import { hash } from 'node:crypto';
import type { LoadedDataset } from '../dataset/dataset.ts';
import type { Citation } from '../schema/resource.ts';
import type { DocumentText } from '../text/document.ts';

/** A sentence to be coded. */
export interface Sampled {
  source: string;
  start: number;
  end: number;
  text: string;
}

/** Sentences of fewer characters say nothing by themselves. */
const SHORTEST = 40;

/** By chance, but the same chance each time: numbers would be drawn anew where a document is added. */
const drawKey = (round: string, { source, start }: Sampled): string =>
  hash('sha256', `${round} ${source} ${start}`, 'hex');

/**
 * Draws sentences of the articles: half of them from those that a position of a demand cites, half from the rest.
 * @param documents by the ids of their sources
 * @param round names the draw: another one draws others
 */
export function drawSample(
  dataset: LoadedDataset,
  documents: ReadonlyMap<string, { document: DocumentText; article: { start: number; end: number } }>,
  round: string,
  size: number,
): Sampled[] {
  const cited = Map.groupBy(
    (dataset.all('citations') as Citation[]).filter(({ record }) => record.startsWith('positions/')),
    ({ source }) => source,
  );
  const all = [...documents].flatMap(([source, { document, article }]) =>
    document
      .findSentences(article.start, article.end)
      .map(({ start, end }): Sampled => ({ source, start, end, text: document.slice(start, end) }))
      .filter(({ text }) => text.length >= SHORTEST),
  );
  const isCited = ({ source, start, end }: Sampled) =>
    (cited.get(source) ?? []).some((citation) => citation.start < end && start < citation.end);
  const [of, others] = [all.filter(isCited), all.filter((one) => !isCited(one))].map((some) =>
    some.toSorted((a, b) => (drawKey(round, a) < drawKey(round, b) ? -1 : 1)),
  ) as [Sampled[], Sampled[]];
  const half = Math.ceil(size / 2);
  return [...of.slice(0, half), ...others.slice(0, size - half)].sort(
    (a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : 0) || a.start - b.start,
  );
}
