import { mix } from './random.ts';

const ABOUT = 100;
const TWO_32 = 2 ** 32;

/** Which statements belong to which dossier: known from numbers alone, without making any of them. */
export class Layout {
  readonly seed: number;
  readonly statements: number;
  readonly dossiers: number;

  constructor(seed: number, statements: number) {
    this.seed = seed;
    this.statements = statements;
    this.dossiers = Math.max(1, Math.round(statements / ABOUT));
  }

  /** The number of a dossier's first statement among all. */
  start(dossier: number): number {
    if (dossier <= 0) return 0;
    if (dossier >= this.dossiers) return this.statements;
    const mean = this.statements / this.dossiers;
    const shifted = (mix(this.seed, dossier, 3) / TWO_32 - 0.5) / 2;
    return Math.floor((dossier + shifted) * mean);
  }

  size(dossier: number): number {
    return this.start(dossier + 1) - this.start(dossier);
  }

  /** Where the k-th of `count` things goes that are spread evenly over all statements: the number of its statement. */
  private placeOf(k: number, count: number): number {
    return Math.floor(((k + 0.5) * this.statements) / count);
  }

  /** Which of `count` things spread over all statements fall into a dossier, each with the statement's number in it. */
  spread(count: number, dossier: number): { k: number; statement: number }[] {
    const [start, end] = [this.start(dossier), this.start(dossier + 1)];
    const found: { k: number; statement: number }[] = [];
    const near = Math.max(0, Math.floor((start * count) / this.statements) - 1);
    for (let k = near; k < count && this.placeOf(k, count) < end; k++)
      if (this.placeOf(k, count) >= start) found.push({ k, statement: this.placeOf(k, count) - start });
    return found;
  }

  /** Where the k-th of `count` things falls. */
  locate(k: number, count: number): { dossier: number; statement: number } {
    const place = this.placeOf(k, count);
    let dossier = Math.floor((place * this.dossiers) / this.statements);
    while (this.start(dossier) > place) dossier--;
    while (this.start(dossier + 1) <= place) dossier++;
    return { dossier, statement: place - this.start(dossier) };
  }
}
