/** What reference managers are told of a source: said once, for each of their formats. */
import { toWords } from '../schema/present.ts';
import { writeAbsolute } from './format.ts';

interface Named {
  name: string;
}

/** A source as it is served, as far as it is cited by. */
interface Source {
  id: string;
  url: string;
  title: string;
  headline: string | null;
  document_kind: string;
  outlet: Named | null;
  agency: Named | null;
  byline: string | null;
  place_line: string | null;
  published: string | null;
  published_earliest: string | null;
  published_latest: string | null;
  issued: string | null;
  issued_earliest: string | null;
  issued_latest: string | null;
  language: string;
  official_url: string | null;
  sha256: string;
}

/** A date as EDTF has it, and the parts of a calendar date that are certain: a year, and its month, and its day. */
export interface CitedDate {
  edtf: string;
  parts: readonly string[];
}

/** How a source is cited. */
export interface Reference {
  /** The id: it never changes. */
  key: string;
  /** The headline as printed; where there is none our label, in brackets as styles have what is no title. */
  title: string;
  label: string;
  author: string | null;
  publisher: string | null;
  place: string | null;
  date: CitedDate | null;
  language: string;
  /** What kind of document it is, in words. */
  genre: string;
  /** The official address. */
  url: string | null;
  /** Where the record is, and which text it is anchored in. */
  note: string;
  /** The whole record, its URLs absolute. */
  record: Record<string, unknown>;
}

/** As many parts as the first and the last day that a date can mean have in common. */
function readDate(edtf: string | null, earliest: string | null, latest: string | null): CitedDate | null {
  if (edtf === null) return null;
  const [first, last] = [earliest, latest].map((day) => day?.split('-') ?? []);
  const differs = (first ?? []).findIndex((part, at) => part !== last?.[at]);
  return { edtf, parts: (first ?? []).slice(0, differs < 0 ? undefined : differs) };
}

/**
 * How a source is cited: by its own date, else by that under which its issuer publishes it.
 * @param json the record as it is served
 * @param base what URLs begin with
 */
export function readReference(json: string, base: string): Reference {
  const record = JSON.parse(writeAbsolute(json, base)) as Source & Record<string, unknown>;
  const { title, headline, outlet, agency, byline, published } = record;
  return {
    key: record.id,
    title: headline ?? `[${title}]`,
    label: title,
    author: byline?.replace(/^by\s+/i, '') ?? agency?.name ?? null,
    publisher: outlet?.name ?? agency?.name ?? null,
    place: record.place_line,
    date: published
      ? readDate(published, record.published_earliest, record.published_latest)
      : readDate(record.issued, record.issued_earliest, record.issued_latest),
    language: record.language,
    genre: toWords(record.document_kind),
    url: record.official_url,
    note: `${record.url}, text with SHA-256 ${record.sha256}`,
    record,
  };
}
