import { hash } from 'node:crypto';
import { describeDifference, Folded } from './look-alike.ts';

/** A place that looks like a fragment, in code points, and the first characters in which the two differ. */
export interface LookAlike {
  start: number;
  end: number;
  differs: string;
}

/** A document's text, addressed in Unicode code points as W3C's TextPositionSelector is. */
export class DocumentText {
  /** SHA-256 of the text in UTF-8. */
  readonly sha256: string;
  readonly text: string;
  private readonly points: readonly string[];
  /** The code point that each UTF-16 unit belongs to; null where every code point is one unit. */
  private readonly pointOf: Uint32Array | null;
  private folded: Folded | null = null;

  constructor(text: string) {
    this.sha256 = hash('sha256', text, 'hex');
    this.text = text;
    this.points = [...this.text];
    this.pointOf = null;
    if (this.points.length === this.text.length) return;
    this.pointOf = new Uint32Array(this.text.length);
    let unit = 0;
    for (const [index, point] of this.points.entries())
      for (const end = unit + point.length; unit < end; unit++) this.pointOf[unit] = index;
  }

  get length(): number {
    return this.points.length;
  }

  slice(start: number, end: number): string {
    return this.points.slice(start, end).join('');
  }

  /** Starts of every occurrence within a range, overlapping ones too; the first `most` of them. */
  find(fragment: string, from = 0, to = this.length, most = Number.POSITIVE_INFINITY): number[] {
    const length = [...fragment].length;
    const found: number[] = [];
    let unit = this.toUnit(from);
    while (found.length < most) {
      unit = this.text.indexOf(fragment, unit);
      if (unit < 0) break;
      const at = this.pointOf ? (this.pointOf[unit] as number) : unit;
      if (at + length > to) break;
      found.push(at);
      unit++;
    }
    return found;
  }

  /** Where what looks like a fragment stands, but is written in other characters: within a range where it can be, else anywhere. */
  findAlike(fragment: string, from = 0, to = this.length): LookAlike | null {
    const wanted = new Folded(fragment).text;
    if (wanted === '') return null;
    this.folded ??= new Folded(this.text);
    const near = this.folded.text.indexOf(wanted, this.folded.toFolded(this.toUnit(from)));
    const inside = near < 0 ? null : this.makeLookAlike(this.folded, near, fragment, wanted.length);
    if (inside && from <= inside.start && inside.end <= to) return inside;
    const first = this.folded.text.indexOf(wanted);
    return first < 0 ? null : this.makeLookAlike(this.folded, first, fragment, wanted.length);
  }

  private makeLookAlike(folded: Folded, unit: number, fragment: string, length: number): LookAlike {
    const [start, end] = folded.toOriginal(unit, unit + length);
    const differs = describeDifference(fragment, this.text.slice(start, end));
    return { start: this.toPoint(start), end: this.toPoint(end), differs };
  }

  /** The code point that a UTF-16 unit belongs to, or the end. */
  private toPoint(unit: number): number {
    return this.pointOf ? (this.pointOf[unit] ?? this.length) : unit;
  }

  /** Where a code point begins in UTF-16 units. */
  private toUnit(point: number): number {
    if (!this.pointOf) return point;
    let [low, high] = [0, this.pointOf.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.pointOf[middle] as number) < point) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Ranges of the sentences of a range, each within one line. */
  findSentences(from = 0, to = this.length): { start: number; end: number }[] {
    const found: { start: number; end: number }[] = [];
    let start = from;
    const close = (end: number) => {
      let [first, last] = [start, end];
      while (first < last && /\s/.test(this.points[first] ?? '')) first++;
      while (last > first && /\s/.test(this.points[last - 1] ?? '')) last--;
      if (last > first) found.push({ start: first, end: last });
      start = end;
    };
    for (let at = from; at < to; at++) {
      if (this.points[at] === '\n') close(at);
      else if (this.endsSentence(at, start)) close(at + 1);
    }
    close(to);
    return found;
  }

  /** A white space after the end of a sentence, closing quotation mark included; abbreviations end none. */
  private endsSentence(at: number, start: number): boolean {
    if (this.points[at] !== ' ') return false;
    const before = this.slice(Math.max(start, at - 12), at);
    const after = this.points[at + 1] ?? '';
    return (
      /[.!?][”"’']?$/.test(before) &&
      !/(?:^|[\s(“"])(?:Mr|Mrs|Ms|Dr|Lt|Gen|Col|Sen|St|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|[A-Z]|[A-Z]\.[A-Z])\.$/.test(
        before,
      ) &&
      /[\p{Lu}\d“"‘'(]/u.test(after)
    );
  }
}

/** Words as a reader counts them: runs without white space that hold a letter or a digit. */
export const countWords = (text: string): number =>
  text.split(/[\s—–]+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
