/**
 * The published list of filter combinations that every page has to be quick for. `{topic.common}` stands for a value
 * of the dataset: see dataset.ts. Written before anything was measured; nothing is left out because it is slow.
 */
import type { Dataset, Values } from './dataset.ts';

export const GROUPS = [
  'single filters',
  'two common values',
  'three filters',
  'common and rare',
  'disjoint',
  'negations',
  'wide ranges',
  'null or not',
  'many values',
  'against the grain',
  'words and filters',
  'facets under filters',
] as const;
export type Group = (typeof GROUPS)[number];

export interface Combination {
  group: Group;
  /** The query string; values in braces. */
  query: string;
}

type Lists = Record<Exclude<Group, 'single filters'>, readonly string[]>;

/** All but single filters, which follow from what the API declares: see singles. */
export const COMBINATIONS: Lists = {
  'two common values': [
    'speaker={speaker.common}&kind={kind.common}',
    'speaker={speaker.common}&topic={topic.common}&sort=-date',
    'topic={topic.common}&kind={kind.common}&sort=title',
    'topic={topic.common}&topic__not={topic.second}&sort=-source_count',
    'voice={voice.common}&about={about.common}&sort=-date',
    'source={source.common}&topic={topic.common}&sort=date',
    'region={region.common}&party={party.common}',
    'kind={kind.second}&voice={voice.common}&sort=-title',
    'occasion={occasion.common}&kind={kind.common}&sort=-origin_count',
  ],
  'three filters': [
    'speaker={speaker.common}&topic={topic.common}&kind={kind.common}',
    'voice={voice.common}&kind={kind.common}&topic={topic.common}&sort=-date',
    'about={about.common}&source={source.common}&kind={kind.second}&sort=title',
    'region={region.common}&kind={kind.common}&date__gte={date.old}&sort=-source_count',
    'speaker={speaker.common}&origin={origin.common}&topic={topic.second}&sort=date',
    'voice={voice.common}&kind={kind.common}&topic={topic.common}&party={party.common}&source_count__gte=1&sort=-date',
  ],
  'common and rare': [
    'kind={kind.common}&speaker={speaker.rare}',
    'topic={topic.rare}&voice={voice.common}&sort=-date',
    'about={about.rare}&kind={kind.common}&sort=title',
    'source={source.rare}&topic={topic.common}&sort=-source_count',
    'weapon={weapon.rare}&kind={kind.common}',
    'speaker={speaker.common}&topic={topic.rare}&kind={kind.rare}&sort=-date',
  ],
  disjoint: [
    'speaker={speaker.rare}&topic={topic.rare}',
    'kind={kind.common}&kind__not={kind.common}',
    'speaker={speaker.common}&speaker__isnull=true',
    'about={about.rare}&source={source.rare}&sort=-date',
    'date__gte={date.recent}&date__lt={date.old}',
    'occasion={occasion.rare}&speaker={speaker.rare}&sort=title',
  ],
  negations: [
    'kind__not={kind.common}',
    'topic__not={topic.common}&sort=-date',
    'speaker__not={speaker.common}&kind__not={kind.common}&sort=title',
    'voice__not={voice.common}&sort=-source_count',
    'about__not={about.common}&topic={topic.common}&sort=date',
    'kind__not={kind.many}',
    'topic__not={topic.rare}&sort=-title',
  ],
  'wide ranges': [
    'date__gte={date.old}',
    'date__gte={date.old}&date__lte={date.recent}&sort=title',
    'source_count__gte=1&sort=-date',
    'source_count__gte=2&sort=title',
    'origin_count__lte=3&report_count__gte=1&sort=-date',
    'date__gte={date.old}&source_count__gte=1&origin_count__gte=0&sort=-origin_count',
    'date__gt={date.recent}&sort=title',
  ],
  'null or not': [
    'holder__isnull=true&sort=-date',
    'holder__isnull=false&sort=title',
    'occasion__isnull=false&sort=-source_count',
    'date__isnull=true',
    'addressee__isnull=true&topic={topic.common}&sort=-date',
    'demand__isnull=false&kind={kind.common}&sort=title',
  ],
  'many values': [
    'speaker={speaker.many}',
    'topic={topic.many}&sort=-date',
    'about={about.many}&sort=title',
    'source={source.many}&kind={kind.many}&sort=-source_count',
    'speaker={speaker.many}&topic={topic.many}&sort=-date',
  ],
  'against the grain': [
    'date__lt={date.old}&sort=-date',
    'date__gt={date.recent}&sort=date',
    'source_count__lte=1&sort=-source_count',
    'source_count__gte=3&sort=source_count',
    'speaker={speaker.rare}&sort=-date',
    'topic={topic.rare}&sort=title',
    'date__lt={date.old}&kind={kind.common}&sort=-title',
  ],
  'words and filters': [
    'q={word.common}&kind={kind.common}',
    'q={word.common}&speaker={speaker.common}&sort=-date',
    'q={word.common}&topic__not={topic.common}&sort=title',
    'q={word.rare}&voice={voice.common}',
    'q={word.common}&speaker={speaker.rare}',
    'q={word.common}&date__gte={date.old}&sort=-source_count',
  ],
  'facets under filters': [
    'facet=kind&speaker={speaker.common}&limit=0',
    'facet=topic,kind&voice={voice.common}&limit=0',
    'facet=speaker,topic,about&kind={kind.common}&limit=0',
    'facet=source,origin&topic={topic.common}&sort=-date',
    'facet=topic&date__gte={date.old}&limit=0',
    'facet=kind,voice&q={word.common}&limit=0',
    'facet=about&speaker={speaker.rare}&limit=0',
  ],
};

/** Every filter alone, in every declared order and direction. */
export const singles = ({ filters, sorts }: Pick<Dataset, 'filters' | 'sorts'>): Combination[] =>
  filters.flatMap((filter) =>
    sorts.map(
      (sort): Combination => ({
        group: 'single filters',
        query: `${filter}={${filter}.common}&sort=${sort}`,
      }),
    ),
  );

/** The list as written, without single filters. */
export const listed = (): Combination[] =>
  Object.entries(COMBINATIONS).flatMap(([group, queries]) =>
    queries.map((query): Combination => ({ group: group as Group, query })),
  );

const PLACE = /\{([\w.]+)\}/g;

/** Names of the values that a query has places for. */
export const placesOf = (query: string): string[] =>
  [...query.matchAll(PLACE)].map(([, name]) => name as string);

/** The query with the dataset's values; null where the dataset has no such value. */
export function filled(query: string, values: Values): string | null {
  const known = placesOf(query).every((name) => values.has(name));
  return known ? query.replace(PLACE, (_, name: string) => values.get(name) as string) : null;
}
