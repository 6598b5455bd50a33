/** A record, whatever it is. */
import { toWords } from '../schema/present.ts';
import type { Resource } from '../schema/resource.ts';
import { type Html, html, type Part } from './html.ts';
import { askIssued, type Issued, writeLater } from './later.ts';
import { writeDocument } from './layout.ts';
import { definePage, getLabel, type List, type Page, type Rec, type Single, toLocal } from './page.ts';
import { type Passage, writeFields, writePassage } from './value.ts';
import { capitalize, labelField } from './words.ts';

/** A citation as its record has it. */
export interface Citation extends Passage {
  id: string;
  url: string;
  /** Of a member of a list its list’s, and not said. */
  field?: string;
  value: string | null;
}

/** The passages behind a record, field by field. */
export function writeEvidence(citations: readonly Citation[]): Part {
  if (!citations.length) return null;
  const byField = Map.groupBy(citations, ({ field }) => field);
  return html`<section aria-labelledby="evidence"><h2 id="evidence">What it rests on</h2>
<dl class="fields evidence">${[...byField].map(
    ([field, some]) =>
      html`<div><dt>${labelField(field ?? 'record')}</dt><dd><ul class="members">${some.map(
        (one) => html`<li>${writePassage(one)}</li>`,
      )}</ul></dd></div>`,
  )}</dl></section>`;
}

/** The way to lists of what belongs to a record. */
export function writeBelonging(links: Record<string, string>): Part {
  const others = Object.entries(links).filter(([name]) => name !== 'self' && name !== 'cite');
  if (!others.length) return null;
  return html`<nav class="belonging" aria-label="What belongs to it"><ul>${others.map(
    ([name, url]) => html`<li><a href="${toLocal(url)}">${labelField(name)}</a></li>`,
  )}</ul></nav>`;
}

/** Above a title: what kind of record it is, with the way to all of them. */
export const writeKicker = (resource: Resource, path: string): Html =>
  html`<p class="kicker"><a href="${path}/${resource.name}">${capitalize(toWords(resource.singular))}</a></p>`;

/** `/{collection}/{id}`: its fields with what they mean, why some are empty, and the passages behind them. */
export const makeRecordPage = (resource: Resource): Page =>
  definePage<Single<Rec & { citations?: Citation[]; summary?: string | null }>, { documents?: List<Issued> }>(
    {
      route: `/${resource.name}/:id`,
      // What is dated, and has documents behind it, may be told long after.
      ask: ({ data }) => (data.date_latest && data.sources ? { documents: askIssued([data]) } : {}),
      render(view) {
        const { answer, more, path } = view;
        const { data, links } = answer;
        const title = getLabel(data) || data.id;
        return writeDocument(view, {
          title,
          about: data.summary ?? resource.about,
          isTable: true,
          main: html`${writeKicker(resource, path)}
<h1>${title}</h1>
${data.summary && html`<p class="lead">${data.summary}</p>`}
${writeLater(data, more.documents)}
${writeFields(resource.name, data, ['summary'])}
${resource.name === 'citations' ? null : writeEvidence((data.citations ?? []) as Citation[])}
${writeBelonging(links)}`,
        });
      },
    },
  );
