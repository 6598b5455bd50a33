import type { REGION_KINDS, REGION_STATUSES } from '../../src/schema/regions.ts';
import type { Rec } from '../../src/schema/resource.ts';
import { type Actor, spelled, type Tools, wikidata } from './actors.ts';
import { edtfOf, revisedOn, someDay } from './days.ts';
import type { Name } from './names.ts';
import { citing } from './passages.ts';
import { capital } from './phrases.ts';
import { type Subject, subject } from './subjects.ts';

type RegionKind = (typeof REGION_KINDS)[number];

const INVENTED = 'Invented for measuring';
/** Codes that ISO 3166 leaves to its users. */
const CODES = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `X${letter}`);
const PLACES: readonly (readonly [RegionKind, string, string])[] = [
  ['oblast', '', ' Province'],
  ['oblast', '', ' Province'],
  ['city', '', ''],
  ['city', 'Port ', ''],
  ['district', '', ' District'],
  ['historical_region', 'Old ', ''],
  ['water', 'Gulf of ', ''],
  ['body_of_territory', '', ' Front Line'],
  ['group_of_regions', 'The ', ' Regions'],
];
const STATUSES: readonly (typeof REGION_STATUSES)[number][] = ['claimed_by', 'occupied_by', 'annexed_by'];

/** Who may assert something of a region, and of whom. */
export interface Asserting {
  actors: readonly Actor[];
  speakers: readonly Actor[];
}

function statusOf({ actors, speakers }: Asserting, { random, almanacs, phrases }: Tools) {
  if (!random.chance(0.2)) return [];
  const evidence = almanacs.cite(phrases.fragment(random));
  const own = random.chance(0.3);
  return [
    {
      status: random.pick(STATUSES),
      by: random.favour(actors).id,
      date: random.chance(0.5) ? edtfOf(someDay(random), random) : null,
      asserted_by: own ? `sources/${evidence.source}` : random.favour(speakers).ref,
      voice: own ? 'own' : 'attributed',
      citations: [evidence],
    },
  ];
}

interface Place {
  kind: RegionKind;
  name: Name;
  parent: string | null;
  iso: string | null;
}

function region({ kind, name, parent, iso }: Place, asserting: Asserting, tools: Tools): Subject {
  const { random, phrases, almanacs } = tools;
  const described = random.chance(0.2) ? phrases.fragment(random) : null;
  const located = random.chance(0.5);
  const record: Rec = {
    id: name.id,
    name: name.name,
    kind,
    description: described && `${capital(phrases.clause(random))}.`,
    parent,
    parent_basis: parent && INVENTED,
    iso_3166: iso,
    coordinates: located
      ? { lat: (random.below(1400) - 700) / 10, lon: (random.below(3600) - 1800) / 10, from: INVENTED }
      : null,
    spellings: spelled(name, tools),
    status: kind === 'continent' ? [] : statusOf(asserting, tools),
    ...wikidata(random),
    citations: described ? [citing('description', null, almanacs.cite(described))] : [],
    revised: revisedOn(random),
    not_stated: located ? [] : [{ field: 'coordinates', reason: 'not_in_sources' }],
  };
  return subject('regions', record);
}

/** Lands, which most is said of, then what lies in them, and in that. */
export function regions(
  count: number,
  lands: readonly Name[],
  asserting: Asserting,
  tools: Tools,
): Subject[] {
  const { random, names } = tools;
  const continents = Array.from({ length: Math.ceil(count / 100) }, () => names.place('', 'alia'));
  const countries = lands.slice(0, Math.ceil(count / 3)).map((name, at) => {
    const parent = at % 2 ? (continents[at % continents.length]?.id ?? null) : null;
    return region({ kind: 'country', name, parent, iso: CODES[at] ?? null }, asserting, tools);
  });
  const provinces: Subject[] = [];
  const rest: Subject[] = [];
  while (countries.length + continents.length + rest.length < count) {
    const [kind, before, behind] = random.pick(PLACES);
    const land = random.favour(countries);
    const within = kind === 'city' && provinces.length ? random.favour(provinces) : land;
    const parent = kind === 'water' ? null : within.id;
    const code = kind === 'oblast' && provinces.length < 999 && land.record.iso_3166;
    const iso = code ? `${code}-${provinces.length + 1}` : null;
    const made = region({ kind, name: names.place(before, behind), parent, iso }, asserting, tools);
    if (kind === 'oblast') provinces.push(made);
    rest.push(made);
  }
  const above = continents.map((name) =>
    region({ kind: 'continent', name, parent: null, iso: null }, asserting, tools),
  );
  return [...countries, ...rest, ...above];
}
