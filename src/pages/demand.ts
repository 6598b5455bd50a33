/** `/demands/{id}`: the life of a demand, from when it was first put until nobody puts it any more. */
import { scaleUtc } from 'd3-scale';
import { demandResource } from '../schema/demands.ts';
import { toWords } from '../schema/present.ts';
import { formatDate, formatSpan, toTime, writeDate } from './dates.ts';
import { type Html, html, type Part } from './html.ts';
import { writeCorroboration, writeKind, writeKindLegend, writeShapes } from './kinds.ts';
import { writeDocument } from './layout.ts';
import { definePage, getLabel, type List, type Rec, type Reference, type Single } from './page.ts';
import { type Citation, writeBelonging, writeEvidence, writeKicker } from './record.ts';
import { writeFields, writeLink, writeLinks } from './value.ts';
import { count, getMeanings, writeWord } from './words.ts';

/** A position, as far as its demand’s page tells it. */
export interface Position extends Rec {
  date: string | null;
  date_earliest: string | null;
  occasion: Reference | null;
  voiced_by: Reference[];
  reported_by: Reference[];
  act: string;
  kind: string;
  condition: string | null;
  scope: string | null;
  deadline: string | null;
  consequence: string | null;
  in_return: string | null;
  change: string | null;
  change_basis: string | null;
  statements: Reference[];
  sources: Reference[];
  valid_from: string | null;
  valid_to: string | null;
  citations: Citation[];
}

/** An answer to a demand, as the demand has it. */
interface Response {
  response: string;
  by: Reference;
  to_all_of_party: boolean;
  statement: Reference | null;
  commitment: Reference | null;
}

interface Demand extends Rec {
  summary: string;
  party: Reference;
  addressees: Reference[];
  topics: Reference[];
  regions: Reference[];
  kind: string;
  responses: Response[];
  relations: { relation: string; demand: Reference; reason: string }[];
  last_affirmed: string | null;
  source_count: number;
  origin_count: number;
  origins_not_stated: number;
  citations?: Citation[];
}

interface Dated extends Rec {
  date: string | null;
  date_earliest: string | null;
}

interface More {
  positions: List<Position>;
  statements: List<Dated>;
  commitments: List<Dated>;
  /** The latest positions of all, which tell how far the sources reach. */
  latest: List<{ date_latest: string | null }>;
}

/** What stands on the line of time: a position, or an answer. */
interface Entry {
  day: string | null;
  position?: Position;
  response?: Response;
  date?: string | null;
}

const idsOf = (responses: readonly Response[], of: 'statement' | 'commitment'): string =>
  [...new Set(responses.flatMap(({ [of]: one }) => (one ? [one.id] : [])))].join(',');

/** Records by their ids, or none: a list of no ids would be one of all. */
const askDates = (collection: string, ids: string): string =>
  ids ? `/${collection}?id=${ids}&select=id,date,date_earliest,url&limit=1000` : `/${collection}?limit=0`;

/** All that happened to a demand in the order of time; what is not dated comes last. */
function listEntries({ responses }: Demand, { positions, statements, commitments }: More): Entry[] {
  const dates = new Map([...statements.data, ...commitments.data].map((one) => [one.url, one]));
  const answers = responses.map((response): Entry => {
    const { date = null, date_earliest = null } =
      dates.get((response.statement ?? response.commitment)?.url ?? '') ?? {};
    return { day: date_earliest, date, response };
  });
  const put = positions.data.map(
    (position): Entry => ({
      day: position.date_earliest,
      date: position.date,
      position,
    }),
  );
  return [...put, ...answers].sort((a, b) =>
    (a.day ?? '9') < (b.day ?? '9') ? -1 : a.day === b.day ? 0 : 1,
  );
}

/** Days between entries from which on it is told that nobody spoke. */
const LONG = 60;
const DAY = 86_400_000;

const isSilence = (from: string, to: string): boolean => toTime(to) - toTime(from) >= LONG * DAY;

const WIDTH = 960;
const MARGIN = 16;
/** The side of a mark, with the air around it. */
const MARK = 14;
/** Width that a year’s label takes. */
const LABEL = 44;

/** The line of time to scale: positions above it, answers beneath, silence dashed. */
function drawLine(entries: readonly Entry[], end: string): Part {
  const dated = entries.filter((entry): entry is Entry & { day: string } => entry.day !== null);
  const first = dated[0]?.day;
  const until = [end, ...dated.map(({ day }) => day)].sort().at(-1);
  if (!first || !until || first === until) return null;
  const x = scaleUtc([toTime(first), toTime(until)], [MARGIN, WIDTH - MARGIN]);
  const at = (day: string) => Math.round((x(toTime(day)) ?? 0) * 10) / 10;
  // What would lie on what is there already is put one step further from the line.
  const taken: { place: number; level: number; side: number }[] = [];
  const placed = dated.map((entry) => {
    const side = entry.position ? -1 : 1;
    const place = at(entry.day);
    let level = 0;
    while (
      taken.some((one) => one.side === side && one.level === level && Math.abs(one.place - place) < MARK)
    )
      level++;
    taken.push({ place, level, side });
    return { entry, place, level };
  });
  const levels = (side: number) =>
    Math.max(0, ...taken.filter((one) => one.side === side).map(({ level }) => level + 1));
  const line = levels(-1) * MARK + 10;
  const height = line + Math.max(levels(1), 1) * MARK + 24;
  const days = [...dated.map(({ day }) => day), until];
  const segments = days.slice(1).map((to, index) => {
    const from = days[index] ?? to;
    return { from, to, isLong: isSilence(from, to) };
  });
  const ticks = x
    .ticks(8)
    .filter((tick, index, all) => index === 0 || (x(tick) ?? 0) - (x(all[index - 1] as Date) ?? 0) > LABEL);
  const format = x.tickFormat(8, until.slice(0, 4) === first.slice(0, 4) ? '%b %Y' : undefined);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Line of time, to scale"><svg class="life-line" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="From ${formatDate(first)} to ${formatDate(until)}: ${count(dated.filter(({ position }) => position).length, 'dated position')}, ${count(dated.filter(({ response }) => response).length, 'dated answer')}. The list below has each." data-first="${first}" data-last="${until}" data-from="${MARGIN}" data-to="${WIDTH - MARGIN}">
${ticks.map((tick) => html`<g class="tick"><path d="M${x(tick)} ${line - 4}v8"/><text x="${x(tick)}" y="${height - 4}" text-anchor="middle">${format(tick)}</text></g>`)}
${segments.map(({ from, to, isLong }) => html`<path class="${isLong ? 'silent' : 'spoken'}" d="M${at(from)} ${line}H${at(to)}"/>`)}
${placed.map(({ entry: { position }, place, level }) =>
  position
    ? html`<use href="#kind-${position.kind}" x="${place - 6}" y="${line - 7 - (level + 1) * MARK + 2}" width="12" height="12"/>`
    : html`<path class="answer" d="M${place - 4} ${line + 9 + level * MARK}h8m-4 -4v8"/>`,
)}
<path class="day" d="M0 0V${height - 18}" visibility="hidden"/>
</svg></div>`;
}

/** The time in which nobody put or answered it, the longer the wider. */
function writeSilence(from: string, to: string, words = 'Nothing for'): Part {
  if (!isSilence(from, to)) return null;
  const days = (toTime(to) - toTime(from)) / DAY;
  const size = days > 1000 ? 'years' : days > 300 ? 'year' : 'months';
  return html`<li class="silence ${size}"><span>${words} ${formatSpan(from, to)}</span></li>`;
}

const tell = (label: string, value: string | null): Part =>
  value && html`<p><span class="label">${label}</span> ${value}</p>`;

/** What the reading of a change rests on, in short. */
const writeBasis = (basis: string | null): Part =>
  basis &&
  html` <span class="aside" title="${getMeanings('positions', 'change_basis')?.[basis] ?? ''}">${basis === 'curator' ? 'as curators read it' : 'a passage says so'}</span>`;

function writePosition(position: Position): Part {
  const { change, kind, voiced_by, reported_by, act, occasion, citations } = position;
  return html`<h3><a href="${position.url}">${change ? writeWord('positions', 'change', change) : toWords(act)}</a> ${writeKind(kind)}${writeBasis(change && position.change_basis)}</h3>
<p class="who">${voiced_by.length > 0 && [writeLinks(voiced_by), ' ']}${change && [writeWord('positions', 'act', act), ' ']}${reported_by.length > 0 && ['told by ', writeLinks(reported_by), ' ']}${occasion && ['· ', writeLink(occasion)]}</p>
${tell('Tied to', position.condition)}${tell('Reaches', position.scope)}${tell('By', position.deadline)}${tell('Else', position.consequence)}${tell('In return', position.in_return)}
${writePassages(citations)}`;
}

/** Fragments that a position shows; its own page has all. */
const MOST_FRAGMENTS = 3;

/** The passages it rests on, document by document: a few fragments, each leading to its passage. */
function writePassages(citations: readonly Citation[]): Part {
  const distinct = [...new Map(citations.map((one) => [one.exact, one])).values()];
  const bySource = Map.groupBy(distinct, ({ source }) => source?.url ?? '');
  return [...bySource.values()].map((some) => {
    const [{ source } = {}] = some;
    return html`<p class="passage">${some
      .slice(0, MOST_FRAGMENTS)
      .map(({ exact, url }, index) => [
        index > 0 && ' · ',
        html`<q><a href="${url}">${exact}</a></q>`,
      ])} ${source && html`<span class="where">${writeLink(source)}</span>`}</p>`;
  });
}

function writeResponse({ response, by, statement, commitment, to_all_of_party: toAll }: Response): Part {
  return html`<h3><span class="answer-word">${writeWord('demands', 'responses.response', response)}</span> ${writeLink(by)}${toAll && html` <span class="aside">an answer to all that the party demands</span>`}</h3>
<p>${[commitment, statement].filter((one) => one !== null).map((one) => html`${writeLink(one)}<br>`)}</p>`;
}

/** The life as a list: what was said when, and how long nothing was; what is not dated stands after it. */
function writeLife(entries: readonly Entry[], end: string): Html {
  const write = ({ date, position, response }: Entry) =>
    html`<li class="${position ? 'put' : 'answered'}"${position?.valid_from && html` data-from="${position.valid_from}" data-to="${position.valid_to ?? ''}"`}><p class="when">${date ? writeDate(date) : html`<span class="none">no date stated</span>`}</p><div>${position ? writePosition(position) : response && writeResponse(response)}</div></li>`;
  const dated = entries.filter(({ day }) => day !== null);
  const rows = dated.map((entry, index): Part => {
    const before = dated[index - 1]?.day;
    return [before && entry.day && writeSilence(before, entry.day), write(entry)];
  });
  const last = dated.at(-1)?.day;
  const silence = last && end > last && writeSilence(last, end, 'Silence, as far as the documents go:');
  return html`<ol class="life">${rows}${silence}${entries.filter(({ day }) => day === null).map(write)}</ol>`;
}

/** How it stood on a day: a list’s parameter, with which a script moves along the line. */
const writeDayForm = (path: string, id: string, first: string, end: string): Html =>
  html`<form class="filters day" action="${path}/demands" data-day data-first="${first}" data-last="${end}">
<input type="hidden" name="id" value="${id}">
<label>As it stood on <input type="date" name="as_of" required value="${first}" min="${first}"></label>
<span class="actions"><button type="submit">Show</button> <output aria-live="polite"></output></span>
</form>`;

export const demandPage = definePage<Single<Demand>, More>({
  route: '/demands/:id',
  ask: ({ data: { id, responses } }) => ({
    positions: `/positions?demand=${id}&sort=date&include=citations&limit=200`,
    statements: askDates('statements', idsOf(responses, 'statement')),
    commitments: askDates('commitments', idsOf(responses, 'commitment')),
    latest: '/positions?sort=-date&limit=1&select=date_latest',
  }),
  render(view) {
    const { answer, more, path } = view;
    const { data, links } = answer;
    const entries = listEntries(data, more);
    const end = more.latest.data[0]?.date_latest ?? '';
    const first = entries.find(({ day, position }) => day && position)?.day;
    return writeDocument(view, {
      title: getLabel(data),
      about: data.summary,
      isTable: true,
      main: html`${writeShapes()}${writeKicker(demandResource, path)}
<h1>${getLabel(data)}</h1>
<p class="lead">${data.summary}</p>
<dl class="fields facts">
<div><dt>Who, of whom</dt><dd>${writeLink(data.party)} → ${data.addressees.length ? writeLinks(data.addressees) : html`<span class="none">of nobody by name</span>`}</dd></div>
<div><dt>Now</dt><dd>${writeKind(data.kind)}${data.last_affirmed && html`, last put by the party ${writeDate(data.last_affirmed)}`}</dd></div>
<div><dt>Rests on</dt><dd>${writeCorroboration(data)}</dd></div>
<div><dt>Topics</dt><dd>${writeLinks(data.topics)}${data.regions.length > 0 && [' · ', writeLinks(data.regions)]}</dd></div>
</dl>
<section aria-labelledby="life"><h2 id="life">Its life</h2>
${drawLine(entries, end)}
${first && end > first && writeDayForm(path, data.id, first, end)}
${writeLife(entries, end)}
<details><summary>What the marks mean</summary>${writeKindLegend(html`<div><dt><span class="plus">+</span> beneath the line</dt><dd>an answer: a statement or a commitment</dd></div><div><dt>dashes</dt><dd>silence: two months or more in which nobody is known to have put or answered it, which is no withdrawal</dd></div>`)}</details>
</section>
${
  data.relations.length > 0 &&
  html`<section aria-labelledby="near"><h2 id="near">Near it</h2><ul class="members">${data.relations.map(
    ({ relation, demand, reason }) =>
      html`<li>${writeWord('demands', 'relations.relation', relation)} ${writeLink(demand)}: ${reason}</li>`,
  )}</ul></section>`
}
<details><summary>All fields</summary>${writeFields('demands', data, ['summary', 'positions', 'relations', 'responses', 'party', 'addressees', 'topics', 'regions'])}</details>
<details><summary>Passages behind the record (${data.citations?.length ?? 0})</summary>${writeEvidence(data.citations ?? [])}</details>
${writeBelonging(links)}`,
    });
  },
});
