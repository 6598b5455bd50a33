import type { AGREEMENT_KINDS, AGREEMENT_STATUSES } from '../../src/schema/agreements.ts';
import type { Rec } from '../../src/schema/resource.ts';
import { type Actor, spelled, type Tools, wikidata } from './actors.ts';
import { edtfOf, revisedOn, someDay } from './days.ts';
import { citing } from './passages.ts';
import { capital } from './phrases.ts';
import { words } from './words.ts';

/** What texts and references need of a record that is spoken of. */
export interface Subject {
  id: string;
  ref: string;
  name: string;
  record: Rec;
}

export const subject = (collection: string, record: Rec): Subject => ({
  id: record.id,
  ref: `${collection}/${record.id}`,
  name: String(record.name),
  record,
});

/** Topics on two levels, the most popular first. */
export function topics(count: number, { random, names, phrases }: Tools): Subject[] {
  const broad: string[] = [];
  const made: Subject[] = [];
  while (made.length < count) {
    const noun = phrases.noun(random);
    // What a statement is about is part of its text: no topic may bring the common word with it.
    const name = noun === words.common ? null : names.take(capital(`${phrases.adjective(random)} ${noun}`));
    if (!name) continue;
    const parent = broad.length > 2 && random.chance(0.75) ? random.favour(broad) : null;
    if (!parent) broad.push(name.id);
    made.push(
      subject('topics', {
        id: name.id,
        name: name.name,
        parent,
        definition: `${capital(phrases.sentence(random))}.`,
        scope_note: random.chance(0.3) ? `Not where ${phrases.clause(random)}.` : null,
        revised: revisedOn(random),
        not_stated: [],
      }),
    );
  }
  return made;
}

/** Kinds of agreements with the words their names begin with, which sort before those of dossiers. */
const AGREEMENTS: readonly (readonly [(typeof AGREEMENT_KINDS)[number], string])[] = [
  ['accord', 'Accord of '],
  ['arrangement', 'Arrangement of '],
  ['charter', 'Charter of '],
  ['treaty', 'Compact of '],
  ['treaty', 'Convention of '],
];
const SETTLED: readonly (typeof AGREEMENT_STATUSES)[number][] = ['signed', 'in_force', 'in_force', 'issued'];

/** Agreements that every dossier may speak of, the best known first. */
export function agreements(
  count: number,
  actors: readonly Actor[],
  all: { topics: readonly Subject[]; regions: readonly Subject[] },
  tools: Tools,
): Subject[] {
  const { random, names, phrases, almanacs } = tools;
  return Array.from({ length: count }, () => {
    const [kind, before] = random.pick(AGREEMENTS);
    const name = names.place(before, '');
    const parties = [...new Set([0, 1, 2].map(() => random.favour(actors).id))];
    const term = capital(phrases.clause(random));
    const record: Rec = {
      id: name.id,
      name: name.name,
      kind,
      status: random.pick(SETTLED),
      summary: `${capital(phrases.sentence(random))}.`,
      parties,
      proposed_by: [`parties/${parties[0]}`],
      terms: [term],
      work: null,
      date: random.chance(0.7) ? edtfOf(someDay(random), random) : null,
      topics: [random.pick(all.topics).id],
      regions: random.chance(0.5) ? [random.favour(all.regions).id] : [],
      spellings: spelled(name, tools),
      ...wikidata(random),
      citations: [citing('terms', term, almanacs.cite(phrases.fragment(random)))],
      revised: revisedOn(random),
      not_stated: [{ field: 'work', reason: 'not_applicable' }],
    };
    return subject('agreements', record);
  });
}
