/** A dataset that is made up for measuring: as many statements as asked for, shaped like the curated ones. */
import { createHash } from 'node:crypto';
import { LoadedDataset } from '../src/dataset/dataset.ts';
import { makeDeriver } from '../src/dataset/derive.ts';
import { byId, type LoadedRecord, listEmbedded } from '../src/dataset/load.ts';
import { slugify } from '../src/schema/citation.ts';
import { resources } from '../src/schema/index.ts';
import { makeReleaseId } from '../src/schema/releases.ts';
import type { Rec } from '../src/schema/resource.ts';
import { getField, unwrap } from '../src/schema/walk.ts';
import type { Input } from '../src/store/fill.ts';
import { Random } from './random.ts';

/** A word that about a third of all statements hold, and one that at most eight do. */
export const words = { common: 'border', rare: 'quizzlethorn' } as const;

const split = (...lines: string[]): string[] => lines.join(' ').split(' ');
const NOUNS = split(
  words.common,
  'ceasefire convoy harbour tariff garrison pipeline envoy strait corridor quota inspection mandate treaty',
  'blockade province frontier delegation withdrawal shipment reserve licence patrol assembly council ballot',
  'prisoner exchange amnesty embargo subsidy loan currency fishery reservoir railway bridge airfield satellite',
  'launcher battery brigade reservist recruit exercise manoeuvre buffer enclave observer commission tribunal',
  'verdict charter clause annex guarantee pledge ultimatum deadline summit dispatch archive census passport',
);
const ADJECTIVES = split(
  'coastal joint secret lasting partial northern mutual binding neutral armed final foreign',
);
const VERBS = split(
  'delay reopen extend limit defend question suspend restore protect reject renew monitor finance',
);
const SYLLABLES = split('bra dol gar kin lom mar pel rus sto tav vel zor dre fen hul nys qua tir ost yem');
const OUTLINE = { statementsOfStory: 100, people: 60, parties: 200, weapons: 25, agreements: 40 };
/** Topics, two levels; regions: continents, countries, oblasts and cities below each other. */
const TOPICS = { above: 9, below: 3 };
const REGIONS = Object.entries({ continent: 2, country: 6, oblast: 3, city: 1 });
const REVISED = '2026-11-22';
const schemas = new Map(resources.map(({ name, record }) => [name, record]));

/** What belongs together, as ids. */
type Story = Record<'sources' | 'events' | 'statements' | 'demands', string[]>;

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const padded = (number: number): string => String(number).padStart(2, '0');

/** Makes the records, those first that others refer to. */
class Maker {
  readonly records = new Map<string, Rec[]>();
  private readonly random: Random;
  private readonly names = new Map<string, number>();
  /** One of so many statements holds the rare word. */
  private rareEvery = 1;
  /** Where the last passage of each source ends. */
  private readonly ends = new Map<string, number>();

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  make(statements: number): void {
    const stories = Math.max(1, Math.round(statements / OUTLINE.statementsOfStory));
    const sourcesOf = times(stories, () =>
      times(3 + this.random.below(2), () => this.id(`${this.coined(2)} report`)),
    );
    const early = sourcesOf.slice(0, 20).flat();
    this.topics();
    times(OUTLINE.parties, (index) => this.party(early, index));
    times(OUTLINE.people, (index) => this.person(early, index));
    this.regions(early, null, 0);
    times(OUTLINE.weapons, (index) => this.weapon(early, index));
    times(OUTLINE.agreements, () => this.agreement(early));
    this.rareEvery = Math.max(1, Math.ceil(statements / 8));
    const before = (story: number) => Math.floor((story * statements) / stories);
    for (const [story, sources] of sourcesOf.entries())
      this.story(sources, before(story + 1) - before(story));
    this.sources(sourcesOf.flat());
  }

  private add(collection: string, id: string, fields: Record<string, unknown>): string {
    const known = this.records.get(collection) ?? [];
    this.records.set(collection, known);
    known.push(schemas.get(collection)?.parse({ id, ...fields, revised: REVISED }) as Rec);
    return id;
  }

  /** A readable id, each given once. */
  private id(text: string): string {
    const wanted = slugify(text).slice(0, 60).replace(/-$/, '');
    const before = this.names.get(wanted) ?? 0;
    this.names.set(wanted, before + 1);
    return before ? `${wanted}-${before + 1}` : wanted;
  }

  /** A record with a name that sources spell. */
  private named = (collection: string, name: string, sources: string[], fields: Record<string, unknown>) =>
    this.add(collection, this.id(name), { name, spellings: this.spellings(sources, name), ...fields });
  private titled = (collection: string, title: string, fields: Record<string, unknown>) =>
    this.add(collection, this.id(title), { title, ...fields });

  private ids = (collection: string): string[] => (this.records.get(collection) ?? []).map(({ id }) => id);
  private readonly lists = new Map<string, string[]>();
  /** A record of a collection, the first ones much more often than the last. */
  private one(collection: string): string {
    const ids = this.lists.get(collection) ?? this.ids(collection);
    this.lists.set(collection, ids);
    return this.random.favour(ids);
  }
  private any = (...collections: string[]): string => {
    const collection = this.random.favour(collections);
    return `${collection}/${this.one(collection)}`;
  };
  private who = () => this.any('people', 'parties');
  /** A word that a field allows, the first ones more often. */
  private word(collection: string, path: string): string {
    const field = unwrap(getField(schemas.get(collection) as never, path));
    return this.random.favour((field as unknown as { options: string[] }).options);
  }
  /** Up to some different ones: none at all, or one at least. */
  private several = (most: number, make: () => string, least = 0): string[] => [
    ...new Set(times(least + this.random.below(most + 1 - least), make)),
  ];
  private few = (most: number, make: () => string) => this.several(most, make, 1);
  private maybe = <T>(probability: number, make: () => T): T | null =>
    this.random.chance(probability) ? make() : null;
  private list = <T>(probability: number, make: () => T): T[] =>
    this.random.chance(probability) ? [make()] : [];

  /** A name of no language: few texts hold the same. */
  private coined = (syllables: number): string =>
    capital(times(syllables, () => this.random.pick(SYLLABLES)).join(''));
  private noun = () => this.random.favour(NOUNS, 1.2);
  private phrase = () => `the ${this.random.favour(ADJECTIVES)} ${this.noun()} of the ${this.noun()}`;
  private clause = () => `${this.random.favour(VERBS)} ${this.phrase()}`;
  private sentence = () =>
    `${this.coined(2)} is to ${this.clause()} before anyone may ${this.clause()} or ${this.phrase()}.`;

  private passage(source: string) {
    const start = (this.ends.get(source) ?? 0) + this.random.below(40);
    const end = start + 80 + this.random.below(160);
    this.ends.set(source, end);
    return { start, end, exact: `${this.random.favour(VERBS)} ${this.noun()} of ${this.noun()}` };
  }
  /** Evidence in one of some sources. */
  private cite(sources: string[]) {
    const source = this.random.pick(sources);
    return { source, ...this.passage(source) };
  }
  private cited = (sources: string[], field: string, value: string | null = null) => ({
    ...{ field, value },
    ...this.cite(sources),
  });
  private spellings = (sources: string[], name: string) =>
    times(1 + this.random.below(4), (index) => ({
      ...this.cite(sources),
      exact: index === 1 ? name.replace(/[aeiou]/, 'ё') : name,
    }));

  /** A date as sources give them: mostly a day, now and then vague, an interval, open, or none; late ones are many. */
  private date(): string | null {
    const year = 2026 - this.random.below(1 + this.random.below(36));
    const month = `${year}-${padded(1 + this.random.below(12))}`;
    const day = `${month}-${padded(1 + this.random.below(28))}`;
    const forms = [day, null, `${year}`, month, `${day}~`, `${year}/${year + 1}`, `${day}/..`, `../${day}`];
    return forms[this.random.weighted(60, 12, 8, 8, 4, 4, 2, 2)] ?? null;
  }

  private topics(): void {
    const topic = (parent: string | null) => {
      const name = `${capital(this.random.favour(ADJECTIVES))} ${this.random.pick(NOUNS)}`;
      return this.add('topics', this.id(name), { name, parent, definition: this.sentence() });
    };
    for (const parent of times(TOPICS.above, () => topic(null))) times(TOPICS.below, () => topic(parent));
  }

  private party(sources: string[], index: number): void {
    const name = `${this.coined(2)} ${capital(this.random.pick(NOUNS))}`;
    this.named('parties', name, sources, {
      kind: index % 5 === 4 ? this.random.pick(['agency', 'outlet']) : this.word('parties', 'kind'),
      description: this.maybe(0.5, () => this.sentence()),
      part_of: this.maybe(index && 0.2, () => this.random.favour(this.ids('parties'))),
      wikidata: this.maybe(0.5, () => `Q${1000 + index}`),
      citations: [this.cited(sources, 'kind')],
    });
  }

  private person(sources: string[], index: number): void {
    const name = `${this.coined(2)} ${this.coined(3)}`;
    this.named('people', name, sources, {
      unnamed: index % 10 === 9,
      party: this.maybe(0.8, () => this.one('parties')),
      roles: times(1 + this.random.below(2), () => ({
        title: `Minister of the ${this.noun()}`,
        party: this.one('parties'),
        time: this.word('people', 'roles.time'),
        citations: [this.cite(sources)],
      })),
    });
  }

  /** The regions of a level and, below each, those of the next. */
  private regions(sources: string[], parent: string | null, level: number): void {
    const [kind = '', count = 0] = REGIONS[level] ?? [];
    for (let n = 0; n < count; n++) {
      const id = this.named('regions', `${this.coined(2)} ${capital(kind)}`, sources, {
        kind,
        parent,
        status: times(this.random.below(2), () => ({
          status: this.word('regions', 'status.status'),
          by: this.one('parties'),
          date: this.date(),
          asserted_by: this.who(),
          voice: this.word('statements', 'voice'),
          citations: [this.cite(sources)],
        })),
        citations: [this.cited(sources, 'kind')],
      });
      this.regions(sources, id, level + 1);
    }
  }

  private weapon(sources: string[], index: number): void {
    const name = `${this.coined(3)} ${this.random.pick(['missile', 'drone', 'howitzer'])}`;
    const attributes = this.few(8, () => this.word('weapons', 'attributes.attribute'));
    this.named('weapons', name, sources, {
      kind: index % 5 ? 'system' : 'class',
      part_of: index % 5 ? this.ids('weapons')[index - (index % 5)] : null,
      attributes: attributes.map((attribute) => ({
        attribute,
        value: this.phrase(),
        party: attribute === 'user' || attribute === 'supplier' ? this.one('parties') : null,
        asserted_by: this.who(),
        voice: this.word('statements', 'voice'),
        citations: [this.cite(sources)],
      })),
    });
  }

  private agreement(sources: string[]): void {
    const name = `${this.coined(3)} ${this.random.pick(['accord', 'charter', 'plan'])}`;
    const terms = this.few(3, () => capital(this.clause()));
    this.named('agreements', name, sources, {
      kind: this.word('agreements', 'kind'),
      status: this.word('agreements', 'status'),
      summary: this.sentence(),
      parties: this.several(3, () => this.one('parties')),
      proposed_by: this.several(2, () => this.who()),
      terms,
      date: this.date(),
      topics: this.few(2, () => this.one('topics')),
      regions: this.several(1, () => this.one('regions')),
      citations: terms.map((term) => this.cited(sources, 'terms', term)),
    });
  }

  /** A story: its events, what is said of it, and what is demanded; a few sources report it. */
  private story(sources: string[], count: number): void {
    const story: Story = { sources, events: [], statements: [], demands: [] };
    for (let n = 0; n < Math.round(count * 0.2); n++) story.events.push(this.event(story));
    for (let n = 0; n < count; n++) {
      story.statements.push(this.statement(story));
      if (this.random.chance(0.16)) story.demands.push(this.demand(story));
      if (this.random.chance(0.08)) this.commitment(story);
      if (this.random.chance(0.5)) this.divergence(story);
    }
  }

  private event({ sources, events: before }: Story): string {
    const title = capital(`${this.noun()} at ${this.coined(2)}`);
    const edtf = this.date();
    const participants = this.few(3, () => this.who());
    return this.titled('events', title, {
      summary: this.sentence(),
      type: this.maybe(0.9, () => this.word('events', 'type')),
      standing: this.word('events', 'standing'),
      dates: edtf ? [{ edtf, basis: 'stated', citations: [this.cite(sources)] }] : [],
      relations: this.list(before.length && 0.3, () => ({
        relation: this.word('events', 'relations.relation'),
        event: this.random.pick(before),
        asserted_by: this.who(),
      })),
      participants: participants.map((who) => ({ role: 'participant', who })),
      weapons: this.several(1, () => this.one('weapons')),
      regions: this.several(1, () => this.one('regions')),
      targets: this.list(0.2, () => this.phrase()),
      topics: this.few(2, () => this.one('topics')),
      reasons: this.list(0.3, () => ({ reason: this.sentence(), by: this.who() })),
      citations: [
        this.cited(sources, 'summary'),
        ...participants.map((who) => this.cited(sources, 'participants', who)),
      ],
    });
  }

  private statement({ sources, events, statements: before, demands }: Story): string {
    const speaker = this.maybe(0.1, () => `sources/${this.random.pick(sources)}`) ?? this.who();
    const title = `${capital(speaker.split('/')[1]?.split('-')[0] ?? '')}: ${this.clause()}`;
    const occasion = this.maybe(events.length && 0.6, () => this.random.favour(events));
    const about = this.few(4, () => {
      const event = this.maybe(events.length && 0.3, () => `events/${this.random.favour(events)}`);
      return event ?? this.any('parties', 'people', 'regions', 'weapons', 'agreements');
    });
    const first = this.random.below(sources.length);
    const isRare = (this.records.get('statements')?.length ?? 0) % this.rareEvery === this.rareEvery >> 1;
    return this.titled('statements', title, {
      paraphrase: this.sentence() + (isRare ? ` So says the ${words.rare}.` : ''),
      speaker,
      voice: speaker.startsWith('sources/') ? 'own' : this.word('statements', 'voice'),
      kind: this.word('statements', 'kind'),
      addressees: this.list(0.15, () => this.who()),
      about,
      holder: this.maybe(0.05, () => this.who()),
      target: this.maybe(0.05, () => this.phrase()),
      condition: this.maybe(0.15, () => `If they ${this.clause()}`),
      topics: this.few(3, () => this.one('topics')),
      occasion,
      date: occasion && this.random.chance(0.9) ? null : this.date(),
      responds_to: this.list(demands.length && 0.05, () => ({
        to: `demands/${this.random.pick(demands)}`,
        response: this.word('statements', 'responds_to.response'),
      })),
      relations: this.list(before.length && 0.1, () => ({
        relation: this.word('statements', 'relations.relation'),
        statement: this.random.pick(before),
      })),
      reports: times(1 + this.random.weighted(70, 20, 10), (index) =>
        this.report(sources[(first + index) % sources.length] as string, index),
      ),
      citations: this.list(0.4, () => this.cited(sources, 'speaker')),
    });
  }

  private report(source: string, index: number) {
    return {
      source,
      verb: this.maybe(0.8, () => this.random.favour(['said', 'warned', 'added', 'claimed'])),
      via: this.list(0.1, () => ({ who: this.who(), as: 'a person close to it' })),
      origin: this.maybe(0.3, () => this.one('parties')),
      wording: times(1 + this.random.weighted(75, 15, 7, 3), (part) => ({
        part: `part-${part + 1}`,
        speech: (part + index) % 2 ? 'indirect' : 'direct',
        ...this.passage(source),
      })),
    };
  }

  private demand(story: Story): string {
    const { sources } = story;
    const title = capital(this.clause());
    const addressees = this.few(2, () => this.one('parties'));
    return this.titled('demands', title, {
      summary: this.sentence(),
      party: this.one('parties'),
      addressees,
      topics: this.few(2, () => this.one('topics')),
      regions: this.several(1, () => this.one('regions')),
      positions: times(1 + this.random.weighted(60, 20, 10, 10), (index) => this.position(story, index)),
      citations: [
        this.cited(sources, 'title'),
        ...addressees.map((value) => this.cited(sources, 'addressees', value)),
      ],
    });
  }

  /** How a demand is put, a year or more after it was before. */
  private position({ sources, statements, events }: Story, index: number) {
    const date = `${2000 + index * 5 + this.random.below(5)}-${padded(1 + this.random.below(12))}-01`;
    return {
      key: `put-${index + 1}`,
      occasion: this.maybe(events.length && 0.7, () => this.random.favour(events)),
      date: this.maybe(0.9, () => date),
      voiced_by: [this.who()],
      act: this.word('demands', 'positions.act'),
      restates: this.maybe(0.6, () => this.who()),
      speech_act: this.maybe(0.6, () => this.word('demands', 'positions.speech_act')),
      kind: this.word('demands', 'positions.kind'),
      condition: this.maybe(0.4, () => `Only if they ${this.clause()}`),
      scope: this.maybe(0.2, () => capital(this.phrase())),
      ...(index ? { change: this.word('demands', 'positions.change'), change_basis: 'curator' } : {}),
      statements: this.few(2, () => this.random.pick(statements.slice(-10))),
      as_reported: this.list(0.5, () => ({
        source: sources[0],
        kind: this.word('demands', 'positions.kind'),
        citations: [this.passage(sources[0] as string)],
      })),
      citations: ['kind', 'kind', 'condition'].map((field) => this.cited(sources, field)),
    };
  }

  private commitment({ sources, statements, events, demands }: Story): string {
    return this.titled('commitments', `Would ${this.clause()}`, {
      party: this.one('parties'),
      towards: this.list(0.7, () => this.who()),
      kind: this.word('commitments', 'kind'),
      binding: this.word('commitments', 'binding'),
      condition: this.maybe(0.4, () => `Only if they ${this.clause()}`),
      occasion: this.maybe(events.length && 0.6, () => this.random.favour(events)),
      agreement: this.maybe(0.3, () => this.one('agreements')),
      date: this.maybe(0.3, () => '2021-03-04'),
      answers: this.list(demands.length && 0.5, () => ({
        demand: this.random.pick(demands),
        how: this.word('commitments', 'answers.how'),
      })),
      kept: this.list(0.2, () => ({
        kept: this.word('commitments', 'kept.kept'),
        says: this.who(),
        citations: [this.cite(sources)],
      })),
      statements: this.few(2, () => this.random.pick(statements.slice(-10))),
      citations: [this.cited(sources, 'kind')],
    });
  }

  private divergence({ sources, statements }: Story): string {
    const title = `Whether to ${this.clause()}`;
    return this.titled('divergences', title, {
      kind: this.word('divergences', 'kind'),
      summary: this.sentence(),
      about: [`statements/${this.random.pick(statements.slice(-10))}`],
      positions: sources.map((source) => {
        const says = this.random.chance(0.75);
        return {
          source,
          position: says ? this.sentence() : 'Says nothing of it.',
          citations: says ? times(1 + this.random.below(2), () => this.passage(source)) : [],
        };
      }),
    });
  }

  private sources(ids: readonly string[]): void {
    for (const id of ids) {
      const headline = this.passage(id);
      const length = (this.ends.get(id) ?? 0) + 100;
      this.add('sources', id, {
        title: capital(id.replaceAll('-', ' ')),
        document_kind: this.word('sources', 'document_kind'),
        headline: capital(this.clause()),
        outlet: this.maybe(0.6, () => this.one('parties')),
        published: this.date(),
        language: this.random.favour(['en', 'ru', 'uk', 'de', 'fr']),
        origin: this.maybe(0.5, () => this.one('parties')),
        file: `${id}.txt`,
        sha256: '0'.repeat(64),
        length,
        article: { start: 0, end: length },
        citations: [{ field: 'headline', value: null, source: id, ...headline }],
      });
    }
  }
}

/** The records of every collection as the loader gives them: in the order of ids, embedded ones with their parent. */
function loaded(records: ReadonlyMap<string, Rec[]>): Map<string, LoadedRecord[]> {
  const found = new Map<string, LoadedRecord[]>();
  for (const { name, within } of resources) {
    const own = (records.get(name) ?? []).map((record) => ({ record, file: '', path: [] }));
    const parents = found.get(within?.collection ?? '') ?? [];
    const singular = resources.find((resource) => resource.name === within?.collection)?.singular ?? '';
    found.set(name, within ? listEmbedded(parents, singular, within) : own.sort(byId));
  }
  return found;
}

/**
 * A dataset of so many statements, all of it in memory, with what `publish` needs besides: the same seed gives the
 * same records. Sources, events, demands and divergences grow with the statements, everything else is as large for all.
 */
export function synthetic(statements: number, { seed = 1 } = {}) {
  const maker = new Maker(seed);
  maker.make(statements);
  const none = { release: null, expectations: null, outlines: null, written: new Map(), problems: [] };
  const records = loaded(maker.records);
  const dataset = new LoadedDataset(resources, { ...none, records, refused: new Set<string>() });
  const title = 'Synthetic statements';
  const description = `${statements} invented statements for measuring; none was ever made.`;
  const hash = createHash('sha256').update(String(statements)).digest('hex');
  const release = { id: makeReleaseId(REVISED, hash), hash, date: REVISED, title, description };
  const made = { dataset, derive: makeDeriver(dataset), release, bench: true };
  return made satisfies Omit<Input, 'version' | 'inputHash'>;
}
