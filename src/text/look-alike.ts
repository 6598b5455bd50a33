/** Characters that a reader takes for each other: to explain what is not found, never to find it. */
import { describeCharacter } from './characters.ts';

const LOOK = '‘’‚‛′ʼ`´“”„‟«»″‐‑‒–—―−⁃аеорсухіјѕԁһАВЕКМНОРСТХУІЈЅοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ';
const LIKE = `''''''''"""""""--------aeopcyxijsdhABEKMHOPCTXYIJSoABEZHIKMNOPTYX`;
const looksLike = new Map([...LOOK].map((point, at) => [point, LIKE[at] as string]));

/**
 * What may look like something else: white space but a single space, what is not seen, letters with marks, and all that
 * is not ASCII; the latter in runs, since most of it stands for itself.
 */
const SPECIAL =
  /[\p{White_Space}\p{Default_Ignorable_Code_Point}]{2,}|[[\p{White_Space}\p{Default_Ignorable_Code_Point}]--\x20]|[`a-z]\p{M}+|`|(?:[^\0-\x7f\p{White_Space}\p{Default_Ignorable_Code_Point}])+/giv;
/** A run, letter by letter. */
const CLUSTER = /[\p{White_Space}\p{Default_Ignorable_Code_Point}]+|\P{M}\p{M}*|\p{M}+/gu;
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
/** Characters whose compatibility form (NFKD) looks the same; that of others, such as ², looks different. */
const COMPATIBLE = /[…ﬀ-ﬆ！-～]/;

function foldPiece(piece: string): string {
  const seen = piece.replace(UNSEEN, '');
  if (/^\p{White_Space}+$/u.test(seen)) return ' ';
  if (COMPATIBLE.test(seen.charAt(0))) return seen.normalize('NFKD');
  return [...seen.normalize('NFD')].map((point) => looksLike.get(point) ?? point).join('');
}

/** A text in which what looks the same is the same, and where its pieces stand in the original. */
export class Folded {
  readonly text: string;
  /** Of each piece that is of another length: start and end in the folded text, start and end in the original. */
  private readonly pieces: number[] = [];

  constructor(original: string) {
    const known = new Map<string, string>();
    const parts: string[] = [];
    let [read, written] = [0, 0];
    const put = (piece: string, index: number) => {
      const folded = known.get(piece) ?? foldPiece(piece);
      known.set(piece, folded);
      const start = written + index - read;
      parts.push(original.slice(read, index), folded);
      written = start + folded.length;
      read = index + piece.length;
      if (folded.length !== piece.length) this.pieces.push(start, written, index, read);
    };
    for (const { 0: run, index } of original.matchAll(SPECIAL))
      if (!COMPATIBLE.test(run) && foldPiece(run).length === run.length) put(run, index);
      else for (const { 0: cluster, index: at } of run.matchAll(CLUSTER)) put(cluster, index + at);
    parts.push(original.slice(read));
    this.text = parts.join('');
  }

  /** The range in the original of a range that is not empty. */
  toOriginal(start: number, end: number): [start: number, end: number] {
    return [this.mapUnit(start, 0)[0], this.mapUnit(end - 1, 0)[1]];
  }

  /** Where in the folded text a unit of the original stands. */
  toFolded(unit: number): number {
    return this.mapUnit(unit, 2)[0];
  }

  /**
   * The range of the other text that one unit stands for.
   * @param side where a piece has its range in the text of the unit: 0 in the folded one, 2 in the original
   */
  private mapUnit(unit: number, side: 0 | 2): [start: number, end: number] {
    const at = (piece: number, place: number) => this.pieces[piece * 4 + place] ?? 0;
    let [low, high] = [0, this.pieces.length / 4];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (at(middle, side) <= unit) low = middle + 1;
      else high = middle;
    }
    const last = low - 1; // the last piece that begins there or before
    const other = 2 - side;
    if (last >= 0 && unit < at(last, side + 1)) return [at(last, other), at(last, other + 1)];
    const shifted = at(last, other + 1) + unit - at(last, side + 1);
    return [shifted, shifted + 1];
  }
}

const splitClusters = (text: string): string[] => [...text.matchAll(CLUSTER)].map(([cluster]) => cluster);

/** How many members begin both. */
function countCommon(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/**
 * The first characters in which two texts differ that fold to the same: what stands in the text where a fragment has
 * something else, and at which character of the fragment.
 */
export function describeDifference(fragment: string, text: string): string {
  const [ours, theirs] = [splitClusters(fragment), splitClusters(text)];
  let [i, j, read] = [0, 0, 0];
  while (i < ours.length || j < theirs.length) {
    let [a, b] = [ours[i++] ?? '', theirs[j++] ?? ''];
    for (let before = -1; before !== i + j; ) {
      before = i + j;
      const [length, other] = [a, b].map((side) => new Folded(side).text.length) as [number, number];
      if (length < other && i < ours.length) a += ours[i++];
      else if (other < length && j < theirs.length) b += theirs[j++];
    }
    if (a !== b) {
      const [mine, its] = [[...a], [...b]];
      const same = countCommon(mine, its);
      const after = countCommon(mine.slice(same).reverse(), its.slice(same).reverse());
      const name = (points: string[]) =>
        points
          .slice(same, points.length - after)
          .map(describeCharacter)
          .join(' ') || 'nothing';
      return `${name(its)} where the fragment has ${name(mine)} (character ${read + same + 1})`;
    }
    read += [...a].length;
  }
  return '';
}
