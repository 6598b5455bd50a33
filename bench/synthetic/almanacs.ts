import type { Rec } from '../../src/schema/resource.ts';
import { dayOf, RELEASED } from './days.ts';
import { articleEnd, citing, type Evidence, fileOf, passageOf } from './passages.ts';
import { mix } from './random.ts';

const PASSAGES = 40;
const OFFSET = 80;

/**
 * Documents that no dossier owns, in which the records that all dossiers share have their evidence. Each passage
 * is handed out once, so that nobody has to look whether it is taken.
 */
export class Almanacs {
  private readonly seed: number;
  private taken = 0;

  constructor(seed: number) {
    this.seed = seed;
  }

  private idOf(number: number): string {
    return `almanac-${String(number + 1).padStart(4, '0')}`;
  }

  cite(exact: string): Evidence {
    const number = Math.floor(this.taken / PASSAGES);
    // The first passage of each is its own.
    const passage = passageOf(mix(this.seed, number, 9), 1 + (this.taken++ % PASSAGES), OFFSET);
    return { source: this.idOf(number), ...passage, exact };
  }

  /** The documents, once all evidence has been taken from them; `outlets` publish them in turn. */
  sources(outlets: readonly string[]): Rec[] {
    const count = Math.max(1, Math.ceil(this.taken / PASSAGES));
    return Array.from({ length: count }, (_, number): Rec => {
      const document = mix(this.seed, number, 9);
      const end = articleEnd(1 + PASSAGES, OFFSET);
      const id = this.idOf(number);
      const own = { source: id, ...passageOf(document, 0, OFFSET), exact: `Almanac ${number + 1}` };
      return {
        id,
        title: `Almanac, volume ${number + 1}`,
        headline: `Almanac ${number + 1}`,
        outlet: outlets[number % outlets.length] ?? null,
        agency: null,
        byline: null,
        place_line: null,
        published: dayOf(9131 + (document % 11_000)).slice(0, 4),
        language: 'en',
        origin: null,
        ...fileOf(document),
        length: end + (document % 300),
        article: { start: OFFSET, end },
        citations: [citing('headline', null, own)],
        revised: RELEASED,
        not_stated: [{ field: 'origin', reason: 'not_applicable' }],
      };
    });
  }
}
