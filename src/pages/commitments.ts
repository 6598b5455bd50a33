/** `/commitments`: what was offered, granted and refused, which demands that answers, and what became of it. */
import { commitmentResource } from '../schema/commitments.ts';
import { MAX_VALUES } from '../schema/parameters.ts';
import { writeDate } from './dates.ts';
import { writeFilters } from './filters.ts';
import { html, type Part } from './html.ts';
import { askIssued, type Issued, writeLater } from './later.ts';
import { writeDocument } from './layout.ts';
import {
  askFacets,
  chooseOrder,
  orderFacets,
  writeEntries,
  writeOrder,
  writePaging,
  writeTotal,
} from './list.ts';
import {
  changeQuery,
  definePage,
  getLabel,
  type List,
  type Rec,
  type Reference,
  readQuery,
  writeUrl,
} from './page.ts';
import { writeLink, writeLinks } from './value.ts';
import { writeWord } from './words.ts';

interface Commitment extends Rec {
  title: string;
  party: Reference;
  towards: Reference[];
  kind: string;
  binding: string;
  condition: string | null;
  deadline: string | null;
  date: string | null;
  occasion: Reference | null;
  answers: { demand: Reference; how: string }[];
  kept: { kept: string; says?: Reference; by?: Reference }[];
  topics?: Reference[];
  sources?: Reference[];
}

/** What may be told of what became of commitments: nothing in it says that it is about them. */
interface After {
  occasions?: List<Rec & { summary: string | null }>;
  events?: List<Rec & { summary: string | null; date: string | null }>;
  divergences?: List<Rec & { summary: string; topics: Reference[]; about: Reference[] }>;
  commitments?: List<Rec & { party: Reference; date: string }>;
  positions?: List<Rec & { demand: Reference; party: Reference; date: string }>;
}

const FACETS = ['party', 'towards', 'kind', 'binding', 'topic', 'answer', 'kept', 'occasion'];
/** Which demands it answers, and how far somebody says that it was kept. */
const writeOutcome = ({ answers, kept }: Commitment): Part => [
  answers.map(
    ({ demand, how }) =>
      html`<li class="answer-word">${writeWord('commitments', 'answers.how', how)}: ${writeLink(demand)}</li>`,
  ),
  kept.map(
    ({ kept: how }) => html`<li class="answer-word">${writeWord('commitments', 'kept.kept', how)}</li>`,
  ),
];

const writeCommitment = (one: Commitment, path: string, documents: List<Issued>): Part =>
  html`<li><a class="title" href="${one.url}">${getLabel(one)}</a>${
    one.kind &&
    html`<ul class="told"><li>${writeWord('commitments', 'kind', one.kind)}</li><li>${writeLinks([one.party])}${one.towards.length > 0 && [' → ', writeLinks(one.towards)]}</li>${one.date && html`<li>${writeDate(one.date)}</li>`}<li>${writeWord('commitments', 'binding', one.binding)}</li>${one.occasion && html`<li>${writeLink(one.occasion)} (<a href="${path}/events/${one.occasion.id}/accounts">all said there</a>)</li>`}${writeOutcome(one)}</ul>${one.condition && html`<p class="aside">Tied to: ${one.condition}</p>`}${one.deadline && html`<p class="aside">By: ${one.deadline}</p>`}${writeLater(one, documents)}`
  }</li>`;

const countTold = ({ facets }: List, name: string): number =>
  facets?.[name]?.find(({ value }) => value === null)?.count ?? 0;

/** What is known of what became of all that the list has. */
function writeFate(
  answer: List<Commitment>,
  { counted, events }: { counted: List } & After,
  url: string,
  path: string,
): Part {
  const { total } = answer.meta;
  const date = readQuery(url).get('date') ?? '';
  const isDay = /^\d{4}-\d\d-\d\d$/.test(date);
  const answering = total - countTold(counted, 'answer');
  const kept = total - countTold(counted, 'kept');
  const until = isDay && `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
  return html`<p class="total">${answering || 'None'} ${answering < 2 ? 'answers' : 'answer'} a demand by name. ${kept ? `Of ${kept} somebody says how far it was kept.` : 'Nobody says of any how far it was kept.'} ${events ? html`What came after is told <a href="#after">below</a>.` : html`What documents say became of talks is among <a href="${path}/divergences?kind=description">what they tell differently</a>.`}${
    until &&
    html` <a href="${writeUrl(`${path}/demands/changes`, { from: date, to: until, party: readQuery(url).get('party') })}">What became of demands in the year after</a>.`
  }</p>`;
}

/** Of what came after, how much is shown. */
const MOST_AFTER = 8;
/** Of what documents tell differently: what shares one topic alone is seldom meant. */
const MOST_DIFFERING = 6;

const listIds = (references: readonly (Reference | null)[]): string =>
  [...new Set(references.flatMap((one) => one?.id ?? []))].slice(0, MAX_VALUES).join(',');

/** The day, or the last day of a month, that a list is of; null where it is of more, or of no time. */
function findDay(url: string): string | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(readQuery(url).get('date') ?? '') ?? [];
  if (!year || !month) return null;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return `${year}-${month}-${day ?? last}`;
}

const addYear = (day: string): string =>
  `${Number(day.slice(0, 4)) + 1}${day.slice(4).replace('-02-29', '-02-28')}`;

/** What is on the same topics, of the same sides, in the year after a day. */
function askAfter({ data }: List<Commitment>, url: string): { [Name in keyof After]: string } {
  const day = findDay(url);
  const topic = listIds(data.flatMap(({ topics = [] }) => topics));
  if (!day || !topic) return {};
  const sides = data.flatMap(({ party, towards = [] }) => [
    party,
    ...towards.filter(({ collection }) => collection === 'parties'),
  ]);
  const after = { topic, party: listIds(sides), date__gt: day, date__lte: addYear(day), sort: 'date' };
  const occasions = listIds(data.map(({ occasion }) => occasion));
  return {
    ...(occasions && { occasions: writeUrl('/events', { id: occasions, select: 'id,url,title,summary' }) }),
    events: writeUrl('/events', { ...after, select: 'id,url,title,summary,date', limit: 100 }),
    divergences: writeUrl('/divergences', {
      topic,
      select: 'id,url,title,summary,topics,about',
      limit: 1000,
    }),
    commitments: writeUrl('/commitments', { ...after, select: 'id,url,title,party,date', limit: MOST_AFTER }),
    positions: writeUrl('/positions', { ...after, select: 'id,url,demand,party,date', limit: MOST_AFTER }),
  };
}

/** Divergences, those first that are about an occasion or what followed, then those that share most topics. */
function rankDivergences({ data }: List<Commitment>, { occasions, events, divergences }: After) {
  const near = new Set([...(occasions?.data ?? []), ...(events?.data ?? [])].map(({ url }) => url));
  const topics = new Set(data.flatMap(({ topics: own = [] }) => own.map(({ id }) => id)));
  const rank = ({ about, topics: its }: { about: Reference[]; topics: Reference[] }) =>
    100 * about.filter(({ url }) => near.has(url)).length + its.filter(({ id }) => topics.has(id)).length;
  return (divergences?.data ?? []).toSorted((a, b) => rank(b) - rank(a)).slice(0, MOST_DIFFERING);
}

/** A list of what came after, with the way to all of it. */
const writeFollowing = (
  heading: string,
  list:
    | List<Rec & { demand?: Reference; party?: Reference; date?: string | null; summary?: string | null }>
    | undefined,
  all: string,
): Part =>
  list &&
  list.data.length > 0 &&
  html`<h3>${heading}</h3><ol class="entries">${list.data.map(
    (one) =>
      html`<li>${one.date && html`<span class="tag">${writeDate(one.date)}</span> `}<a href="${one.url}">${one.demand?.name ?? getLabel(one)}</a>${one.party && html` <span class="tag">${one.party.name}</span>`}${one.summary && html`<p class="aside">${one.summary}</p>`}</li>`,
  )}</ol>${list.meta.total > list.data.length && html`<p class="paging"><a href="${all}">All ${list.meta.total}</a></p>`}`;

/** What came after, as far as documents go: what is on the same topics, which no record says to be about the same. */
function writeAfter(answer: List<Commitment>, more: After, url: string, path: string): Part {
  const asked = askAfter(answer, url);
  const day = findDay(url);
  if (!day || !more.events) return null;
  const occasions = new Set(more.occasions?.data.map(({ id }) => id));
  const events = {
    ...more.events,
    data: more.events.data.filter(({ id }) => !occasions.has(id)).slice(0, MOST_AFTER),
  };
  const divergences = rankDivergences(answer, more);
  const all = (question: string | undefined) =>
    changeQuery(`${path}${question}`, { select: null, limit: null });
  return html`<section aria-labelledby="after"><h2 id="after">What became of it</h2>
<p>No record says of what follows that it is about the same: it is on the same topics, of the same sides, and later.</p>
${writeFollowing('On what occasion it was', more.occasions, '')}
${divergences.length > 0 && html`<h3>What documents tell differently</h3><ol class="entries">${divergences.map((one) => html`<li><a href="${one.url}">${getLabel(one)}</a><p class="aside">${one.summary}</p></li>`)}</ol><p class="paging"><a href="${all(asked.divergences)}">All ${more.divergences?.meta.total} on these topics</a></p>`}
${writeFollowing('What happened in the year after', events, all(asked.events))}
${writeFollowing('What was offered, granted or refused in the year after', more.commitments, all(asked.commitments))}
${writeFollowing('What was demanded in the year after', more.positions, all(asked.positions))}
</section>`;
}

/** Offers, grants, undertakings and refusals. */
export const commitmentsPage = definePage<
  List<Commitment>,
  { counted: List; documents: List<Issued> } & After
>({
  route: '/commitments',
  order: chooseOrder(commitmentResource),
  ask: (answer, url) => ({
    counted: askFacets(url, FACETS),
    documents: askIssued(answer.data),
    ...askAfter(answer, url),
  }),
  render(view) {
    const { answer, more, path, url } = view;
    const query = readQuery(url);
    return writeDocument(view, {
      title: 'Offers and refusals',
      about: commitmentResource.about,
      isTable: true,
      main: html`<h1>Offers and refusals</h1>
<p class="lead">${commitmentResource.about}</p>
${writeFilters(commitmentResource, url, orderFacets(more.counted, FACETS), {
  isSearched: true,
  names: ['date', 'sort'],
  fields: html`<label>Date <input name="date" value="${query.get('date') ?? ''}" placeholder="2022-03-29 or 2022-03" size="18"></label>
${writeOrder(commitmentResource, url)}`,
})}
${writeTotal(commitmentResource, answer)}
${answer.meta.total > 0 && writeFate(answer, more, url, path)}
${writeEntries(answer.data.map((one) => writeCommitment(one, path, more.documents)))}
${writePaging(answer, url)}
${writeAfter(answer, more, url, path)}`,
    });
  },
});
