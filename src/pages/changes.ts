/** `/demands/changes`: what became of demands between two days. */
import { meanings } from '../schema/fields.ts';
import { outcome as outcomeWords } from '../schema/outcome.ts';
import { toWords } from '../schema/present.ts';
import { formatDate, writeDate } from './dates.ts';
import type { Position } from './figures/life.ts';
import { type Html, html, type Part } from './html.ts';
import { writeKind, writeShapes } from './kinds.ts';
import { writeDocument, writeFrame } from './layout.ts';
import { changeQuery, definePage, type List, type Reference, readQuery } from './page.ts';
import { writeLink } from './value.ts';
import { capitalize, count, labelField, writeWord } from './words.ts';

/** A demand, and what became of it. */
interface Change {
  demand: Reference;
  party: Reference;
  outcome: string;
  differs: string[];
  from: Position | null;
  to: Position | null;
  steps: Position[];
}

interface Answer {
  data: Change[];
  meta: { total: number; outcomes: Record<string, number>; release: string };
  links: { self: string; from: string; to: string };
}

const OUTCOMES = meanings.get(outcomeWords)?.words ?? {};
/** What a reader looks for first. */
const ORDER = ['changed', 'ended', 'stated_and_ended', 'stated', 'reaffirmed', 'told'] as const;

/** The two days, and whose demands. */
function writeForm(path: string, url: string, parties?: List): Html {
  const query = readQuery(url);
  const party = query.get('party') ?? '';
  const kept = [...query].filter(([name]) => !['from', 'to', 'party'].includes(name));
  return html`<form class="filters" action="${path}/demands/changes" aria-label="Two days">
<label>After <input type="date" name="from" required value="${query.get('from') ?? ''}"></label>
<label>Until <input type="date" name="to" required value="${query.get('to') ?? ''}"></label>
${
  parties
    ? html`<label>Party <select name="party"><option value="">any</option>${parties.facets?.party?.map(
        ({ value, label }) =>
          html`<option value="${String(value)}"${String(value) === party && html` selected`}>${label}</option>`,
      )}</select></label>`
    : party && html`<input type="hidden" name="party" value="${party}">`
}
${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<span class="actions"><button type="submit">Compare</button></span>
</form>`;
}

const LEAD =
  'What became of demands between two days: those that were put, put otherwise, told or ended in that time. What is not here was put by nobody in it, and stands by silence alone.';

const tell = (position: Position | null, field: string): Part => {
  const value = position?.[field];
  if (value === null || value === undefined) return html`<span class="none">not said</span>`;
  return field === 'kind' ? writeKind(String(value)) : String(value);
};

/** In what it is put otherwise, the two days side by side. */
const writeDifferences = ({ differs, from, to }: Change): Part =>
  differs.length > 0 &&
  html`<table class="compared between"><thead><tr><td></td><th scope="col">before</th><th scope="col">after</th></tr></thead><tbody>${differs.map(
    (field) =>
      html`<tr><th scope="row">${labelField(field)}</th><td>${tell(from, field)}</td><td>${tell(to, field)}</td></tr>`,
  )}</tbody></table>`;

const writeStep = ({ date, url, occasion, change, act, kind }: Position): Html =>
  html`<li><a href="${url}">${date ? writeDate(date) : 'not dated'}</a> ${change ? writeWord('positions', 'change', change) : writeWord('positions', 'act', act)}, ${writeKind(kind)}${occasion && [': ', writeLink(occasion)]}</li>`;

const writeChange = (change: Change): Html =>
  html`<li><a class="title" href="${change.demand.url}">${change.demand.name}</a> <span class="tag">${change.party.name}</span>
${writeDifferences(change)}
<ul class="steps">${change.steps.map(writeStep)}</ul></li>`;

/** Two days set side by side. */
export const changesPage = definePage<Answer, { parties: List }>({
  route: '/demands/changes',
  form: {
    needs: ['from', 'to'],
    render: (path, url) =>
      writeFrame(path, {
        title: 'What changed',
        here: '/demands/changes',
        main: html`<main id="main"><h1>What changed</h1><p class="lead">${LEAD}</p>${writeForm(path, url)}</main>`,
      }),
  },
  ask: () => ({ parties: '/demands?limit=0&facet=party' }),
  render(view) {
    const { answer, more, path, url } = view;
    const query = readQuery(url);
    const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
    const byOutcome = Map.groupBy(answer.data, ({ outcome }) => outcome);
    return writeDocument(view, {
      title: 'What changed',
      about: LEAD,
      main: html`${writeShapes()}<h1>What changed</h1>
<p class="lead">${LEAD}</p>
${writeForm(path, url, more.parties)}
<p class="total">${count(answer.meta.total, 'demand')} put, told or ended after ${formatDate(from)} and by ${formatDate(to)}.
<a href="${changeQuery(`${path}/demands`, { as_of: from, party: query.get('party') })}">All that stood before</a> · <a href="${changeQuery(`${path}/demands`, { as_of: to, party: query.get('party') })}">all that stood after</a></p>
${ORDER.map((word) => {
  const some = byOutcome.get(word);
  return (
    some &&
    html`<section aria-labelledby="${word}"><h2 id="${word}">${capitalize(toWords(word))} <span class="count">${some.length}</span></h2><p class="aside">${capitalize(OUTCOMES[word] ?? '')}.</p><ol class="entries">${some.map(writeChange)}</ol></section>`
  );
})}`,
    });
  },
});
