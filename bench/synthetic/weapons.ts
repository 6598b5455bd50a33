import type { Rec } from '../../src/schema/resource.ts';
import type { ATTRIBUTES } from '../../src/schema/weapons.ts';
import { spelled, type Tools, wikidata } from './actors.ts';
import { revisedOn } from './days.ts';
import type { Random } from './random.ts';
import type { Asserting } from './regions.ts';
import { type Subject, subject } from './subjects.ts';

type AttributeName = (typeof ATTRIBUTES)[number];
const VALUES: readonly (readonly [AttributeName, (random: Random) => string, string | null])[] = [
  ['speed', (random) => String(2 + random.below(20)), 'times the speed of sound'],
  ['range', (random) => String(50 * (1 + random.below(100))), 'kilometres'],
  ['warheads', (random) => `up to ${2 + random.below(9)}`, null],
  ['payload', (random) => String(100 * (1 + random.below(20))), 'kilograms'],
  ['novelty', () => 'said to be new', null],
  ['interceptability', () => 'said to be beyond interception', null],
];

function attributesOf(weapon: string, { actors, speakers }: Asserting, { random, almanacs, phrases }: Tools) {
  const made = new Map<string, Record<string, unknown>>();
  for (let left = 2 + random.below(5); left > 0; left--) {
    const evidence = almanacs.cite(phrases.fragment(random));
    const own = random.chance(0.3);
    const asserted_by = own ? `sources/${evidence.source}` : random.favour(speakers).ref;
    const common = {
      asserted_by,
      voice: own ? 'own' : random.chance(0.9) ? 'attributed' : 'ambiguous',
      citations: [evidence],
    };
    const party = random.chance(0.5) ? random.favour(actors) : null;
    const [attribute, value, unit] = random.pick(VALUES);
    const supplies = random.chance(0.5);
    const member = party
      ? {
          attribute: supplies ? 'supplier' : 'user',
          of: null,
          value: `${supplies ? 'supplied' : 'used'} by ${party.name}`,
          unit: null,
          party: party.id,
          ...common,
        }
      : { attribute, of: null, value: value(random), unit, party: null, ...common };
    // As its id is made: the same said twice by the same would be one record.
    made.set([weapon, member.attribute, member.party, asserted_by].join(), member);
  }
  return [...made.values()];
}

/** Classes of weapons and systems that belong to them. */
export function weapons(count: number, asserting: Asserting, tools: Tools): Subject[] {
  const { random, names } = tools;
  const classes: string[] = [];
  return Array.from({ length: count }, (_, at) => {
    const isClass = at === 1 || (at > 3 && random.chance(0.2));
    const name = isClass
      ? names.place('', ' missiles')
      : names.place('', random.pick(['', '', '-2', '-M', ' Mk 4']));
    const record: Rec = {
      id: name.id,
      name: name.name,
      kind: isClass ? 'class' : 'system',
      part_of: !isClass && classes.length && random.chance(0.6) ? random.favour(classes) : null,
      attributes: attributesOf(name.id, asserting, tools),
      spellings: spelled(name, tools),
      ...wikidata(random),
      citations: [],
      revised: revisedOn(random),
      not_stated: [],
    };
    if (isClass) classes.push(name.id);
    return subject('weapons', record);
  });
}
