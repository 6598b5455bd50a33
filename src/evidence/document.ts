import { createHash } from 'node:crypto';

/** A document's text, addressed in Unicode code points as W3C's TextPositionSelector is. */
export class DocumentText {
  readonly sha256: string;
  private readonly points: readonly string[];

  constructor(bytes: Buffer) {
    this.sha256 = createHash('sha256').update(bytes).digest('hex');
    this.points = [...bytes.toString('utf8')];
  }

  get length(): number {
    return this.points.length;
  }

  slice(start: number, end: number): string {
    return this.points.slice(start, end).join('');
  }

  /** Starts of every occurrence, overlapping ones too, within a range. */
  find(fragment: string, from = 0, to = this.length): number[] {
    const wanted = [...fragment];
    const found: number[] = [];
    for (let at = from; at + wanted.length <= to; at++)
      if (wanted.every((point, index) => this.points[at + index] === point)) found.push(at);
    return found;
  }

  /** Ranges of the sentences of a range, each within one line. */
  sentences(from = 0, to = this.length): { start: number; end: number }[] {
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
