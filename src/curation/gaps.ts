/** What is left to do with documents: which are changed or unread, and what in them nothing cites. */
import type { LoadedDataset } from '../dataset/dataset.ts';
import type { Citation, Rec } from '../schema/resource.ts';
import type { DocumentText } from '../text/document.ts';

/** Sentences in a row, within a paragraph, that no passage of a citation touches. */
export interface Gap {
  start: number;
  end: number;
  /** Its first words, to find it by. */
  begins: string;
}

/** How far a document has come. */
export interface Progress {
  source: string;
  state: 'missing' | 'changed' | 'unread' | 'read';
  sentences: number;
  uncited: number;
  gaps: Gap[];
}

/** Words that a gap is named by. */
const NAMED_BY = 8;

/** How far a source has come: nothing cites its document, or what nothing cites in it. */
export function measureProgress(
  dataset: LoadedDataset,
  source: Rec,
  document: DocumentText | null,
): Progress {
  const none = { source: source.id, sentences: 0, uncited: 0, gaps: [] };
  if (!document) return { ...none, state: 'missing' };
  if (document.sha256 !== source.sha256) return { ...none, state: 'changed' };
  const cited = (dataset.all('citations') as Citation[]).filter((citation) => citation.source === source.id);
  const article = source.article as { start: number; end: number };
  const sentences = document
    .findSentences(article.start, article.end)
    .filter(({ start, end }) => /[\p{L}\p{N}]/u.test(document.slice(start, end)));
  const uncited = sentences.filter(
    ({ start, end }) => !cited.some((citation) => citation.start < end && start < citation.end),
  );
  const gaps: Gap[] = [];
  for (const { start, end } of uncited) {
    const last = gaps.at(-1);
    // Nothing but spaces between them: they follow each other in one paragraph.
    if (last && /^ *$/.test(document.slice(last.end, start))) last.end = end;
    else
      gaps.push({ start, end, begins: document.slice(start, end).split(/\s+/).slice(0, NAMED_BY).join(' ') });
  }
  const reported = dataset.findReferrers('sources', source.id, 'reports', 'source').length > 0;
  return {
    source: source.id,
    state: reported ? 'read' : 'unread',
    sentences: sentences.length,
    uncited: uncited.length,
    gaps,
  };
}
