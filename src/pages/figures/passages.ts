/** A document as a bar of its length, with every citation on it: its text is not shown. */
import { toWords } from '../../schema/present.ts';
import { html } from '../html.ts';
import { getLabel, type List, type Rec, type Single, writeUrl } from '../page.ts';
import type { Measured, Range } from '../passage-strip.ts';
import { capitalize, count, formatNumber } from '../words.ts';
import { defineFigure, drawBoth, type Figure, type Picture } from './figure.ts';

interface Cited extends Range {
  id: string;
  position: string;
  record: { collection: string };
}

/** A document’s passages from the first on, and from the last back: one list would end at a thousand. */
export interface Passages {
  first: List<Cited>;
  last: List<Cited>;
}

const LANE = 26;
/** Width that names take, and in a narrow drawing the height. */
const NAME = 130;
const NAME_ABOVE = 16;
/** Lanes by what passages are evidence for; all other collections share the last. */
const MOST_LANES = 6;

/** What is asked to draw a document’s passages. */
export function askPassages({ data: { id } }: Single<Rec>) {
  const passages = { source: id, select: 'id,start,end,record,position', limit: 1000 };
  return {
    first: writeUrl('/citations', { ...passages, sort: 'position' }),
    last: writeUrl('/citations', { ...passages, sort: '-position' }),
  };
}

const listPassages = ({ first, last }: Passages): Cited[] =>
  [...new Map([...first.data, ...last.data].map((one) => [one.id, one])).values()].sort((a, b) =>
    a.position < b.position || (a.position === b.position && a.id < b.id) ? -1 : 1,
  );

/** Every citation on the length of the document, in lanes by what it is evidence for, in the order of the text. */
export function drawPassages(source: Measured, found: Passages): Figure | null {
  const { length, article } = source;
  const passages = listPassages(found);
  const total = found.first.meta.total;
  if (!passages.length) return null;
  const groups = [...Map.groupBy(passages, ({ record }) => record.collection)].toSorted(
    (a, b) => b[1].length - a[1].length,
  );
  const named = groups.length > MOST_LANES ? groups.slice(0, MOST_LANES - 1) : groups;
  const lanes = named.map(([collection, some]) => ({
    name: capitalize(toWords(collection)),
    size: some.length,
  }));
  const rest = passages.length - lanes.reduce((sum, { size }) => sum + size, 0);
  if (rest) lanes.push({ name: 'Other records', size: rest });
  const laneOf = (collection: string) => {
    const lane = named.findIndex(([name]) => name === collection);
    return lane < 0 ? lanes.length - 1 : lane;
  };
  return {
    title: `What is cited of ${getLabel(source)}`,
    note: `From its first character to its last; shaded is the article itself. Each mark is a passage that a record rests on.${passages.length < total ? ` ${formatNumber(total - passages.length)} in the middle are not drawn.` : ''}`,
    ...drawBoth(({ width, isNarrow }): Picture => {
      const start = isNarrow ? 0 : NAME;
      const head = isNarrow ? NAME_ABOVE : 0;
      const lane = LANE + head;
      const at = (place: number) => Math.round(10 * (start + ((width - start) * place) / length)) / 10;
      const bottom = lanes.length * lane;
      const ticks = isNarrow ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1];
      return {
        kind: 'passages',
        width,
        height: bottom + 24,
        label: `${count(passages.length, 'citation')} on a document of ${formatNumber(length)} characters: ${lanes.map(({ name, size }) => `${name} ${size}`).join(', ')}`,
        content: html`<path class="article" d="M${at(article.start)} 0H${at(article.end)}V${bottom}H${at(article.start)}z"/>
${lanes.map(({ name, size }, index) => html`<text x="0" y="${index * lane + (isNarrow ? 14 : 17)}">${name} <tspan class="soft">${size}</tspan></text><path class="base" d="M${start} ${index * lane + lane}H${width}"/>`)}
<g class="marks">${passages.map((one) => {
          const wide = Math.max(isNarrow ? 1 : 1.5, Math.round(10 * (at(one.end) - at(one.start))) / 10);
          return html`<path d="M${at(one.start)} ${laneOf(one.record.collection) * lane + head + 5}h${wide}v${LANE - 8}h-${wide}z"/>`;
        })}</g>
${ticks.map((part) => html`<text class="soft" x="${at(part * length)}" y="${bottom + 18}" text-anchor="${part === 0 ? 'start' : part === 1 ? 'end' : 'middle'}">${formatNumber(Math.round(part * length))}</text>`)}`,
      };
    }),
  };
}

/** A document’s citations. */
export const passagesFigure = defineFigure<Single<Rec & Measured>, Passages>({
  name: 'passages',
  about: 'Every citation on the length of a document',
  route: '/sources/:id',
  ask: askPassages,
  draw: ({ answer, more }) => drawPassages(answer.data, more),
});
