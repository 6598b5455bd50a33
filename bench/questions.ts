/** What the service is asked: filters alone, and a published list of combinations, with values of the database. */
import { asc, desc, eq } from 'drizzle-orm';
import { getParameters } from '../src/schema/parameters.ts';
import { statementResource, statements } from '../src/schema/statements.ts';
import { serveCounts } from '../src/store/serve.ts';
import { openStore } from '../src/store/store.ts';
import { words } from './synthetic.ts';

/**
 * Combinations of filters; `{topic.common}` stands for a value of the database. Written before anything was measured:
 * nothing is left out because it is slow.
 */
const COMBINATIONS = `
  speaker={speaker.common}&kind={kind.common}
  speaker={speaker.common}&topic={topic.common}&sort=-date
  topic={topic.common}&kind={kind.common}&sort=title
  source={source.common}&topic={topic.common}&sort=date
  region={region.common}&party={party.common}
  occasion={occasion.common}&kind={kind.common}&sort=-origin_count
  speaker={speaker.common}&topic={topic.common}&kind={kind.common}
  about={about.common}&source={source.common}&kind={kind.middle}&sort=title
  region={region.common}&kind={kind.common}&date__gte={date.old}&sort=-source_count
  voice={voice.common}&kind={kind.common}&topic={topic.common}&party={party.common}&source_count__gte=1&sort=-date
  topic={topic.rare}&voice={voice.common}&sort=-date
  about={about.rare}&kind={kind.common}&sort=title
  weapon={weapon.rare}&kind={kind.common}
  speaker={speaker.rare}&topic={topic.rare}
  kind={kind.common}&kind__not={kind.common}
  about={about.rare}&source={source.rare}&sort=-date
  date__gte={date.recent}&date__lt={date.old}
  kind__not={kind.common}
  topic__not={topic.common}&sort=-date
  about__not={about.common}&topic={topic.common}&sort=date
  kind__not={kind.many}
  date__gte={date.old}&date__lte={date.recent}&sort=title
  source_count__gte=2&sort=title
  date__gte={date.old}&source_count__gte=1&origin_count__gte=0&sort=-origin_count
  holder__isnull=true&sort=-date
  occasion__isnull=false&sort=-source_count
  addressee__isnull=true&topic={topic.common}&sort=-date
  demand__isnull=false&kind={kind.common}&sort=title
  speaker={speaker.many}
  about={about.many}&sort=title
  source={source.many}&kind={kind.many}&sort=-source_count
  date__lt={date.old}&sort=-date
  source_count__lte=1&sort=-source_count
  q={word.common}&kind={kind.common}
  q={word.common}&speaker={speaker.common}&sort=-date
  q={word.common}&topic__not={topic.common}&sort=title
  q={word.rare}&voice={voice.common}
  facet=kind&speaker={speaker.common}&limit=0
  facet=topic,kind&voice={voice.common}&limit=0
  facet=speaker,topic,about&kind={kind.common}&limit=0
  facet=source,origin&topic={topic.common}&sort=-date
  facet=kind,voice&q={word.common}&limit=0`;

/** Names of values, as questions have them in braces, with what stands for them. */
export type Values = ReadonlyMap<string, string>;

const MANY = 20;
const RANKS = ['common', 'middle', 'rare'] as const;

/** The commonest value of each filter of statements, one in the middle, the rarest, and the commonest together. */
export function valuesOf(file: string): Values {
  const store = openStore(file);
  const counted = store.db
    .select({ filter: serveCounts.filter, value: serveCounts.value })
    .from(serveCounts)
    .where(eq(serveCounts.collection, statementResource.name))
    .orderBy(asc(serveCounts.filter), desc(serveCounts.count), asc(serveCounts.value))
    .all();
  const dates = store.db.select({ day: statements.date_earliest }).from(statements).all();
  store.close();
  const days = dates.flatMap(({ day }) => day ?? []).sort();
  const day = (share: number) => days[Math.floor(days.length * share)] as string;
  const values = new Map([
    ['word.common', words.common as string],
    ['word.rare', words.rare],
    ['date.old', day(0.1)],
    ['date.recent', day(0.9)],
    ['date.common', day(0.8).slice(0, 4)],
    ['date.middle', day(0.5).slice(0, 7)],
    ['date.rare', day(0.05)],
  ]);
  for (const [filter, found] of Map.groupBy(counted, ({ filter }) => filter)) {
    const all = found.map(({ value }) => value);
    for (const [rank, place] of [0, (all.length - 1) >> 1, all.length - 1].entries())
      values.set(`${filter}.${RANKS[rank]}`, all[place] as string);
    values.set(`${filter}.many`, all.slice(0, MANY).join(','));
  }
  return values;
}

/** The members of a list that is written in lines. */
const read = (list: string): string[] => list.trim().split(/\s+/);

/** A question with values in the place of names. */
const fill = (question: string, values: Values): string =>
  `/statements?${question.replace(/\{([\w.]+)\}/g, (place, name: string) => values.get(name) ?? place)}`;

/** The published list of combinations. */
export const combinations = (values: Values): string[] =>
  read(COMBINATIONS).map((question) => fill(question, values));

/** Every filter of statements alone, with each of three values, in every order and direction. */
export function singles(values: Values): string[] {
  const orders = ['id', ...Object.keys(statementResource.sorts)].flatMap((sort) => [sort, `-${sort}`]);
  return getParameters(statementResource)
    .filter(({ name, operator }) => operator === 'eq' && values.has(`${name}.common`))
    .flatMap(({ name }) => RANKS.map((rank) => `${name}={${name}.${rank}}`))
    .flatMap((filter) => orders.map((sort) => fill(`${filter}&sort=${sort}`, values)));
}

const THREES = `
  voice&kind&source_count__gte voice&party&report_count__gte voice&kind&party
  voice&kind&person voice&kind&weapon voice&kind&origin`;

/** Three filters at a time that the server written by hand understands too. */
export const threes = (values: Values): string[] =>
  read(THREES).flatMap((filters) =>
    filters
      .split('&')
      .map((filter) => {
        const some = (values.get(`${filter}.many`) ?? '1,2').split(',').slice(0, 3);
        return some.map((value) => `${filter}=${value}`);
      })
      .reduce((all, list) => all.flatMap((first) => list.map((next) => `${first}&${next}`)))
      .map((question) => `/statements?${question}`),
  );
