/** What no document of its time has: told later, in memory or in reply, it rests on who tells it then. */
import { MAX_VALUES } from '../schema/parameters.ts';
import { formatSpan, toTime, writeDate } from './dates.ts';
import { html, type Part } from './html.ts';
import { getLabel, type List, type Reference, writeUrl } from './page.ts';
import { writeLink } from './value.ts';

/** A document, as far as it is known when it is of. */
export interface Issued extends Reference {
  title?: string;
  published: string | null;
  published_earliest: string | null;
  issued: string | null;
  issued_earliest: string | null;
}

/** Something dated, with the documents behind it. */
export type Told =
  | Readonly<Record<string, unknown>>
  | { date_latest: string | null; sources: readonly Reference[] };

const FIELDS = 'id,url,title,published,published_earliest,issued,issued_earliest';

const listSources = ({ sources }: Told): Reference[] =>
  Array.isArray(sources) && sources.every((one) => typeof one === 'object') ? sources : [];

/** The question for when the documents behind records are of. */
export function askIssued(records: readonly Told[]): string {
  const ids = [...new Set(records.flatMap(listSources).map(({ id }) => id))];
  // Of more documents than can be asked for at once nothing is said.
  return ids.length && ids.length <= MAX_VALUES
    ? writeUrl('/sources', { id: ids.join(','), select: FIELDS, limit: 1000 })
    : '/sources?limit=0';
}

/** The day from which a document may be: readouts say when they were issued, reports when they were published. */
const getDay = ({ published_earliest: published, issued_earliest: issued }: Issued): string | null =>
  issued ?? published;

/** Days that a document of the time may take to appear: resolutions are published weeks after they are adopted. */
const SOON = 31;
const DAY = 86_400_000;

/** The earliest document of something, where it is much later than what it tells; null where one is not, or may not be. */
export function findLater(told: Told, documents: List<Issued> | undefined): Issued | null {
  const { date_latest: date } = told;
  const ids = new Set(listSources(told).map(({ id }) => id));
  const some = (documents?.data ?? []).filter(({ id }) => ids.has(id));
  if (typeof date !== 'string' || !some.length || some.length < ids.size) return null;
  const [first] = some.toSorted((a, b) => ((getDay(a) ?? '') < (getDay(b) ?? '') ? -1 : 1));
  const day = first && getDay(first);
  return day && toTime(day) - toTime(date) > SOON * DAY ? first : null;
}

/** That no document of its time has it, and which one does. */
export function writeLater(told: Told, documents: List<Issued> | undefined): Part {
  const first = findLater(told, documents);
  const day = first && getDay(first);
  if (!first || !day) return null;
  const written = first.issued ?? first.published ?? day;
  return html`<p class="aside later">Told later: no document of that time has it. The earliest is ${writeDate(written)}, ${formatSpan(String(told.date_latest), day)} after: ${writeLink({ ...first, name: getLabel(first) })}.</p>`;
}
