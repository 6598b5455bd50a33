/** `/people/{id}`, `/events/{id}` and the like: what is known and who says it, what they say and demand, what is said and demanded of them. */
import { eventResource } from '../schema/events.ts';
import { partyResource } from '../schema/parties.ts';
import { personResource } from '../schema/people.ts';
import { regionResource } from '../schema/regions.ts';
import type { Resource } from '../schema/resource.ts';
import { weaponResource } from '../schema/weapons.ts';
import { writeDate } from './dates.ts';
import { writeDemand } from './demands.ts';
import type { ListedDemand } from './figures/matrix.ts';
import { html, type Part } from './html.ts';
import { writeCorroboration, writeShapes } from './kinds.ts';
import { askIssued, type Issued, writeLater } from './later.ts';
import { writeDocument } from './layout.ts';
import { definePage, getLabel, type List, type Page, type Rec, type Reference, type Single } from './page.ts';
import { type Citation, writeBelonging, writeEvidence, writeKicker } from './record.ts';
import { type Passage, writeFields, writeLink, writePassage, writeValue } from './value.ts';
import { count, formatNumber, writeWord } from './words.ts';

/** Entries of a section; the rest is a link away. */
const MOST = 12;

/** A statement, a commitment or an event in a list. */
interface Entry extends Rec {
  kind?: string;
  type?: string | null;
  date?: string | null;
  speaker?: Reference;
  party?: Reference;
  source_count: number;
  origin_count: number;
  origins_not_stated: number;
}

const writeEntry = (collection: string, entry: Entry): Part =>
  html`<li><a class="title" href="${entry.url}">${getLabel(entry)}</a><ul class="told">${entry.kind && html`<li>${writeWord(collection, 'kind', entry.kind)}</li>`}${entry.date && html`<li>${writeDate(entry.date)}</li>`}${entry.origin_count !== undefined && html`<li>${writeCorroboration(entry)}</li>`}</ul></li>`;

/** What is shown beneath a record: a list that belongs to it. */
interface Section {
  heading: string;
  collection: string;
  /** The filter of the collection that holds the record. */
  filter: string;
  more?: string;
}

const askSection = ({ collection, filter, more = '' }: Section, id: string): string =>
  `/${collection}?${filter}=${id}&limit=${MOST}${more}`;

/** A list that belongs to a record, as far as it is shown, with the way to all of it. */
function writeSection({ heading, collection, filter }: Section, id: string, list: List, path: string): Part {
  const { total } = list.meta;
  if (!total) return null;
  const anchor = heading.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  const all = `${path}/${collection}?${filter}=${id}`;
  return html`<section aria-labelledby="${anchor}"><h2 id="${anchor}">${heading} <span class="count">${formatNumber(total)}</span></h2>
<ol class="entries">${list.data.map((one) => (collection === 'demands' ? writeDemand(one as ListedDemand) : writeEntry(collection, one as Entry)))}</ol>
${total > list.data.length && html`<p class="paging"><a href="${all}">All ${count(total, 'of them', 'of them')}</a></p>`}</section>`;
}

/** Something asserted of a record, and who asserts it. */
interface Assertion {
  asserted_by?: Reference | null;
  voice?: string;
  sources?: Reference[];
  citations?: Passage[];
}

interface Role extends Assertion {
  title: string;
  party: Reference | null;
  time: string | null;
}

interface Status extends Assertion {
  /** Of several that are the same but for it. */
  voices?: string[];
  status: string;
  by: Reference | null;
  date: string | null;
}

interface Attribute extends Assertion {
  attribute: string;
  of: unknown;
  value: string | null;
  unit: string | null;
  party: Reference | null;
  url: string;
}

interface Entity extends Rec {
  description?: string | null;
  summary?: string | null;
  roles?: Role[];
  status?: Status[];
  attributes?: Attribute[];
  spellings?: (Passage & { exact: string })[];
  citations?: Citation[];
}

/** What one asserter says of a status in one voice or another, as one: two rows would say the same. */
const mergeStatus = (status: readonly Status[]): Status[] =>
  [
    ...Map.groupBy(status, (one) =>
      [one.status, one.by?.url, one.date, one.asserted_by?.url].join(' '),
    ).values(),
  ].flatMap((same) => {
    const [first] = same;
    return first
      ? [
          {
            ...first,
            voices: [...new Set(same.flatMap(({ voice }) => voice ?? []))],
            citations: same.flatMap(({ citations = [] }) => citations),
          },
        ]
      : [];
  });

/** Who asserts something, and which passages show it. */
const writeSays = ({ asserted_by: by, sources = [], citations = [] }: Assertion, voices?: Part): Part => {
  const documents = new Set(citations.map(({ source }) => source?.url));
  return html`<td>${by ? writeLink(by) : html`<span class="none">the document itself</span>`}${voices}${sources.length > 0 && html` <span class="aside">in ${count(sources.length, 'document')}</span>`}${citations.length > 0 && html`<details><summary>${count(citations.length, 'passage')} in ${count(documents.size, 'document')}</summary><ul class="members">${citations.map((one) => html`<li>${writePassage(one)}</li>`)}</ul></details>`}</td>`;
};

/** In whose voice a status is asserted. */
const writeVoices = ({ voices = [] }: Status): Part =>
  voices.length > 0 &&
  html` <span class="aside">${voices.map((voice, at) => [at > 0 && ', ', writeWord('regions', 'status.voice', voice)])}</span>`;

/** What is asserted of a record, each with who asserts it: said, not so. */
function writeAssertions({ roles = [], status = [], attributes = [] }: Entity): Part {
  const rows: Part[] = [
    ...roles.map(
      (role) =>
        html`<tr><th scope="row">role</th><td>${role.title}${role.party && [', ', writeLink(role.party)]}${role.time && html` <span class="aside">(${writeValue('people', 'roles.time', role.time)})</span>`}</td>${writeSays(role)}</tr>`,
    ),
    ...mergeStatus(status).map(
      (one) =>
        html`<tr><th scope="row">${writeWord('regions', 'status.status', one.status)}</th><td>${one.by && writeLink(one.by)}${one.date && [', ', writeDate(one.date)]}</td>${writeSays(one, writeVoices(one))}</tr>`,
    ),
    ...attributes.map(
      (one) =>
        html`<tr><th scope="row">${writeWord('attributes', 'attribute', one.attribute)}</th><td><a href="${one.url}">${one.value ?? one.party?.name ?? 'not stated'}</a>${one.unit && ` ${one.unit}`}</td>${writeSays(one)}</tr>`,
    ),
  ];
  if (!rows.length) return null;
  return html`<section aria-labelledby="known"><h2 id="known">What is said of ${roles.length ? 'them' : 'it'}, and by whom</h2>
<table class="compared known"><thead><tr><td></td><th scope="col">what</th><th scope="col">who says so</th></tr></thead><tbody>${rows}</tbody></table></section>`;
}

/** Each spelling once, with how many documents print it so. */
function writeSpellings({ spellings = [] }: Entity): Part {
  const bySpelling = Map.groupBy(spellings, ({ exact }) => exact.replace(/^[“"](.*)[”"]$/, '$1'));
  if (bySpelling.size < 2) return null;
  return html`<p class="aside">Printed as ${[...bySpelling].map(([exact, some], index) => [index > 0 && ', ', html`“${exact}” (${some.length})`])}.</p>`;
}

const SECTIONS: readonly [Resource, readonly Section[]][] = [
  [
    personResource,
    [
      {
        heading: 'Demands they voiced',
        collection: 'demands',
        filter: 'person',
        more: '&sort=-source_count',
      },
      { heading: 'What they say', collection: 'statements', filter: 'speaker', more: '&sort=-source_count' },
      {
        heading: 'What is said about them',
        collection: 'statements',
        filter: 'person',
        more: '&sort=-source_count',
      },
      { heading: 'Events they took part in', collection: 'events', filter: 'person', more: '&sort=-date' },
    ],
  ],
  [
    partyResource,
    [
      { heading: 'What it demands', collection: 'demands', filter: 'party', more: '&sort=-source_count' },
      {
        heading: 'What is demanded of it',
        collection: 'demands',
        filter: 'addressee',
        more: '&sort=-source_count',
      },
      {
        heading: 'What it offers, grants and refuses',
        collection: 'commitments',
        filter: 'party',
        more: '&sort=-date',
      },
      {
        heading: 'What is offered to it and refused',
        collection: 'commitments',
        filter: 'towards',
        more: '&sort=-date',
      },
      { heading: 'What it says', collection: 'statements', filter: 'speaker', more: '&sort=-source_count' },
      {
        heading: 'What is said about it',
        collection: 'statements',
        filter: 'party',
        more: '&sort=-source_count',
      },
      { heading: 'Its people', collection: 'people', filter: 'party' },
    ],
  ],
  [
    weaponResource,
    [
      {
        heading: 'What is said about it',
        collection: 'statements',
        filter: 'weapon',
        more: '&sort=-source_count',
      },
      { heading: 'Events with it', collection: 'events', filter: 'weapon', more: '&sort=-date' },
    ],
  ],
  [
    regionResource,
    [
      {
        heading: 'What is demanded over it',
        collection: 'demands',
        filter: 'region',
        more: '&sort=-source_count',
      },
      {
        heading: 'What is said about it',
        collection: 'statements',
        filter: 'region',
        more: '&sort=-source_count',
      },
      { heading: 'What happened there', collection: 'events', filter: 'region', more: '&sort=-date' },
      { heading: 'Regions within it', collection: 'regions', filter: 'within' },
    ],
  ],
  [
    eventResource,
    [
      {
        heading: 'What was offered, granted and refused there',
        collection: 'commitments',
        filter: 'occasion',
        more: '&sort=-source_count',
      },
      {
        heading: 'What was demanded there',
        collection: 'positions',
        filter: 'occasion',
        more: '&sort=-source_count',
      },
      {
        heading: 'What was said there',
        collection: 'statements',
        filter: 'occasion',
        more: '&sort=-source_count',
      },
      {
        heading: 'What is said about it',
        collection: 'statements',
        filter: 'event',
        more: '&sort=-source_count',
      },
    ],
  ],
];

/** Whether something was said, demanded or offered there. */
const hasSaid = (sections: readonly Section[], more: Record<string, List>): boolean =>
  sections.some(({ filter, heading }) => filter === 'occasion' && (more[heading]?.meta.total ?? 0) > 0);

/** Of an event what is known is when, where and who; how each document tells it is a page of its own. */
const writeEvent = (
  data: Entity,
  sections: readonly Section[],
  more: Record<string, List>,
  path: string,
): Part =>
  html`${writeLater(data, more.documents as List<Issued> | undefined)}
${writeFields('events', data, ['summary'])}
${hasSaid(sections, more) && html`<p class="paging"><a href="${path}/events/${data.id}/accounts">What each document has of it, side by side</a></p>`}`;

const makeEntityPage = (resource: Resource, sections: readonly Section[]): Page =>
  definePage<Single<Entity>, Record<string, List>>({
    route: `/${resource.name}/:id`,
    ask: ({ data }) => ({
      ...Object.fromEntries(
        sections.map((section) => [
          section.heading,
          askSection(section, section.filter === 'speaker' ? `${resource.name}/${data.id}` : data.id),
        ]),
      ),
      ...(resource === eventResource && { documents: askIssued([data]) }),
    }),
    render(view) {
      const { answer, more, path } = view;
      const { data, links } = answer;
      const lead = data.description ?? data.summary;
      return writeDocument(view, {
        title: getLabel(data),
        about: lead ?? resource.about,
        isTable: true,
        main: html`${writeShapes()}${writeKicker(resource, path)}
<h1>${getLabel(data)}</h1>
${lead && html`<p class="lead">${lead}</p>`}
${resource === eventResource && writeEvent(data, sections, more, path)}
${writeSpellings(data)}
${writeAssertions(data)}
${sections.map((section) => {
  const list = more[section.heading];
  return (
    list &&
    writeSection(section, section.filter === 'speaker' ? `${resource.name}/${data.id}` : data.id, list, path)
  );
})}
${resource !== eventResource && html`<details><summary>All fields</summary>${writeFields(resource.name, data, ['description', 'attributes', 'status', 'roles'])}</details>`}
<details><summary>Passages behind the record (${data.citations?.length ?? 0})</summary>${writeEvidence(data.citations ?? [])}</details>
${writeBelonging(links)}`,
      });
    },
  });

/** Pages of people, parties, weapons, regions and events. */
export const entityPages: readonly Page[] = SECTIONS.map(([resource, sections]) =>
  makeEntityPage(resource, sections),
);
