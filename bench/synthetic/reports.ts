import type { REPORT_SPEECHES, SPEECHES } from '../../src/schema/statements.ts';
import { type Document, type Frame, fragmentIn } from './frame.ts';
import type { Passage } from './passages.ts';
import type { Random } from './random.ts';

export interface Fragment extends Passage {
  part: string;
  speech: (typeof SPEECHES)[number];
  exact: string;
}

export interface Report {
  source: string;
  verb: string | null;
  speech: (typeof REPORT_SPEECHES)[number] | null;
  via: readonly { who: string | null; as: string | null }[];
  origin: string | null;
  wording: readonly Fragment[];
}

const PARTS = ['means', 'condition', 'reason', 'extent', 'refusal', 'place', 'time', 'blame', 'number'];
const VERBS = ['said', 'stressed', 'added', 'noted', 'claimed', 'warned', 'told', 'has said', 'reiterated'];
const LINKS = ['a spokesperson', 'two officials', 'a statement', 'local media'];

/** Most statements are in one document, few in many. */
function countOf(fewest: number, most: number, random: Random): number {
  if (fewest === 0) return 1;
  const u = random.float() * (fewest > 1 ? 0.13 : 1);
  return Math.min(most, u < 0.01 ? 5 : u < 0.03 ? 4 : u < 0.06 ? 3 : u < 0.13 ? 2 : 1);
}

function speechOf(random: Random): Report['speech'] {
  const u = random.float();
  return u < 0.75 ? null : u < 0.9 ? 'mixed' : u < 0.95 ? 'direct' : 'indirect';
}

function viaOf(frame: Frame, random: Random): Report['via'] {
  const u = random.float();
  if (u > 0.08) return [];
  if (u < 0.03) return [{ who: null, as: random.pick(LINKS) }];
  return [{ who: random.favour(frame.parties).ref, as: u < 0.05 ? random.pick(LINKS) : null }];
}

/** The first fragment again, or another in its place: outlets quote alike, and yet not. */
function reworded(first: string, other: string, random: Random): string {
  const u = random.float();
  if (u < 0.45) return first;
  if (u < 0.6)
    return `${first.slice(0, first.lastIndexOf(' ') + 1)}${other.slice(other.lastIndexOf(' ') + 1)}`;
  return u < 0.7 ? `all the ${first}` : other;
}

/** The documents that have a statement, in the order of their ids; one that speaks itself is the only one. */
function reporting(frame: Frame, n: number, own: Document | null, random: Random): Document[] {
  if (own) return [own];
  const { documents } = frame;
  const count = countOf(frame.fewest[n] as number, documents.length, random);
  const first = random.skewed(documents.length);
  if (count === 1) return [documents[first] as Document];
  return documents.filter((_, at) => (at - first + documents.length) % documents.length < count);
}

/** How each document that has it renders the n-th statement of a dossier. */
export function reportsOf(frame: Frame, n: number, own: Document | null, random: Random): Report[] {
  const { agencies } = frame.world;
  const part = random.below(PARTS.length);
  const also = random.chance(0.1);
  let said: string | null = null;
  return reporting(frame, n, own, random).map((document): Report => {
    const at = 1 + Math.floor((n * (document.sentences - 1)) / frame.size);
    const { source, start, end, exact } = fragmentIn(frame, document, at, random);
    const shown: string = said === null || document.cyrillic ? exact : reworded(said, exact, random);
    if (!document.cyrillic) said ??= shown;
    const speech = random.chance(0.45) ? 'direct' : 'indirect';
    const wording: Fragment[] = [{ part: PARTS[part] as string, speech, start, end, exact: shown }];
    if (also) {
      const more = fragmentIn(frame, document, at, random);
      const next = PARTS[(part + 1) % PARTS.length] as string;
      wording.push({ part: next, speech: 'indirect', start, end, exact: more.exact });
    }
    return {
      source,
      verb: own || random.chance(0.1) ? null : random.favour(VERBS),
      speech: speechOf(random),
      via: own ? [] : viaOf(frame, random),
      origin: random.chance(0.08) ? (agencies.list[agencies.weights.draw(random)]?.id ?? null) : null,
      wording,
    };
  });
}
