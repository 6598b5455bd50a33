/** Figures: part of a page, and by themselves at an address of their own, to be framed elsewhere or taken as a file. */
import { Html, html, type Part } from '../html.ts';
import { writeShapes } from '../kinds.ts';
import { addSuffix, writeEmbedded } from '../layout.ts';
import type { View } from '../page.ts';

/** A drawing with all that it needs to be understood by itself. */
export interface Picture {
  /** Its class, by which it is styled. */
  kind: 'time' | 'life-line' | 'timeline' | 'map' | 'passages';
  width: number;
  height: number;
  /** What it shows, for whoever does not see it. */
  label: string;
  /** Whether its parts are links, each with a name of its own; else it is one image. */
  isLinked?: boolean;
  /** What a script is told: data attributes. */
  data?: Part;
  /** What the content refers to by `url(#…)`: once in a page, wherever it is drawn twice. */
  defs?: Part;
  content: Part;
}

/** How much room a drawing has, in its own units; in the narrow one a name stands above what it names. */
export interface Room {
  width: number;
  isNarrow: boolean;
}

/** Units are those in which small print is 12 or 13 high: a drawing is shown at about its size, on a desk some larger. */
const WIDE: Room = { width: 720, isNarrow: false };
const NARROW: Room = { width: 350, isNarrow: true };

/** A drawing for a page or an article, and one for a phone: both stand in a page, which shows the one that fits. */
export const drawBoth = (draw: (room: Room) => Picture): Pick<Figure, 'picture' | 'narrow'> => ({
  picture: draw(WIDE),
  narrow: draw(NARROW),
});

/** What a figure shows: one drawing, or markup. */
export interface Figure {
  title: string;
  picture?: Picture;
  /** The same for a phone. */
  narrow?: Picture;
  body?: Part;
  /** What has to be known to read it, as plain text: it stands in files too. */
  note?: string;
}

/** A figure that has an address: `/figures/{name}` before the address of the answer that it is drawn from. */
export interface FigureSource<Answer = unknown, More = Record<string, unknown>> {
  name: string;
  /** What it shows, in a phrase. */
  about: string;
  /** The route of the answer. */
  route: string;
  /** What else it asks of the API, path and query by name. */
  ask?: (answer: Answer, url: string) => { [Name in keyof More]: string };
  /** The figure, or null where there is too little to draw. */
  draw: (view: Omit<View<Answer, More>, 'operation'>) => Figure | null;
}

/** Checks a figure’s types against each other, and forgets them: the API’s answers are what they are. */
export const defineFigure = <Answer, More = Record<never, never>>(
  source: FigureSource<Answer, More>,
): FigureSource => source as unknown as FigureSource;

const writeDrawing = ({ kind, width, height, label, isLinked, data, content }: Picture, room: string): Html =>
  html`<svg class="drawing ${room} ${kind}" viewBox="0 0 ${width} ${height}" role="${isLinked ? 'group' : 'img'}" aria-label="${label}"${data}>${content}</svg>`;

/** What drawings refer to, out of sight: a drawing that is not shown would take it along. */
export const writeDefs = (defs: Part): Html =>
  html`<svg class="unseen" width="0" height="0" aria-hidden="true"><defs>${defs}</defs></svg>`;

/** A figure’s drawings in a page; where even the narrow one is too wide, it is moved sideways. */
const writePictures = (picture: Picture, narrow?: Picture): Html =>
  html`${picture.defs && writeDefs(picture.defs)}<div class="scroll" tabindex="0" role="group" aria-label="Drawing">${writeDrawing(picture, narrow ? 'wide' : '')}${narrow && writeDrawing(narrow, 'narrow')}</div>`;

const writeShown = ({ picture, narrow, body }: Figure): Part =>
  picture ? writePictures(picture, narrow) : body;

/** Height in CSS pixels that a frame needs in an article or on a phone, whichever is more, and what is around a figure. */
const FRAME = 190;
const TABLE = 520;
/** How many times its own size a narrow drawing is shown at most: 27rem of 350 units, as pages.css has it. */
const LARGEST = 432 / NARROW.width;

const frameHeight = ({ picture, narrow }: Figure): number =>
  Math.ceil(picture ? Math.max(picture.height, LARGEST * (narrow?.height ?? 0)) : TABLE) + FRAME;

/** The release that an answer is of: most say so beside their data, the root among it. */
const getRelease = (answer: unknown): string => {
  const { meta, release } = answer as { meta?: { release: string }; release?: { id: string } };
  return meta?.release ?? release?.id ?? '';
};

/**
 * A figure in a page, with what takes it elsewhere beneath it: its address is that of the release, which stays as it is.
 * @param url the answer that it is drawn from, relative to the root
 */
export function writeFigure(
  figure: Figure | null,
  { name }: FigureSource,
  { path, answer }: Pick<View, 'path' | 'answer'>,
  url: string,
): Part {
  if (!figure) return null;
  const { title, picture, note } = figure;
  const pin = `/releases/${getRelease(answer)}`;
  const address = `${path}${path.endsWith(pin) ? '' : pin}/figures/${name}${url}`;
  return html`<figure>${writeShown(figure)}<figcaption>${note && html`<p>${note}</p>`}
<p class="take"><button type="button" class="scripted" data-embed="${address}" data-title="${title}" data-height="${frameHeight(figure)}">Copy to embed</button> <a href="${address}">By itself</a>${picture && html` <a href="${addSuffix(address, 'svg')}">SVG</a> <button type="button" class="scripted" data-picture="${addSuffix(address, 'svg')}">PNG</button>`}</p></figcaption></figure>`;
}

/** What a figure by itself says of where it is from. */
const writeCredit = (release: string, url: string): string =>
  `Demarche, release ${release}, ${url}. CC BY 4.0.`;

/** Where a figure is from. */
export interface Origin {
  release: string;
  /** Scheme, host and path of the release, which stays as it is. */
  base: string;
}

/** A figure as a document of its own, to be framed. */
export const writeEmbed = (
  figure: Figure,
  { path, url }: Pick<View, 'path' | 'url'>,
  { release, base }: Origin,
): Html =>
  writeEmbedded(path, {
    title: figure.title,
    main: html`${writeShapes()}<figure><h1>${figure.title}</h1>${writeShown(figure)}<figcaption>${figure.note && html`<p>${figure.note}</p>`}
<p class="credit"><a href="${path}/">Demarche</a>, release ${release}. <a href="${path}${url}">What it is drawn from</a> · <a href="${path}/cite?url=${encodeURIComponent(base + url)}">Cite</a> · <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a></p></figcaption></figure>`,
  });

/**
 * The style of files: that of drawings in pages, with the light colours put in, which are those of paper, since programs
 * that open files know no variables.
 * @param page the style of pages, which says what the colours are
 */
export function makeFileStyle(page: string, drawings: string): string {
  const [light = ''] = page.match(/:root \{[^}]*\}/) ?? [];
  const colours = new Map(
    [...light.matchAll(/(--[a-z]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll(/\s+/g, ' '),
    ]),
  );
  return drawings.replaceAll(/var\((--[a-z]+)\)/g, (_, name: string) => colours.get(name) ?? 'currentcolor');
}

const AIR = 24;
const LINE = 18;
/** Mean width of a character of small print in a file. */
const CHARACTER = 6.4;

/** Words in lines of at most so many characters. */
function wrap(text: string, most: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last && last.length + word.length >= most) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}

/**
 * A drawing as a file: whole in itself, with its title, what has to be known, and where it is from.
 * @param style as `makeFileStyle` makes it
 */
export function writeSvgFile(
  { title, note, picture }: Figure & { picture: Picture },
  url: string,
  { release, base }: Origin,
  style: string,
): string {
  const { kind, width, height, label, defs, content } = picture;
  const most = Math.floor(width / CHARACTER);
  const headline = wrap(title, Math.floor(width / 10));
  const small = [...(note ? wrap(note, most) : []), ...wrap(writeCredit(release, base + url), most)];
  const top = AIR + headline.length * 26;
  const whole = { width: width + 2 * AIR, height: top + height + 10 + small.length * LINE + AIR };
  const { text } =
    html`<svg xmlns="http://www.w3.org/2000/svg" class="file" width="${whole.width}" height="${whole.height}" viewBox="0 0 ${whole.width} ${whole.height}" role="img" aria-labelledby="title desc">
<title id="title">${title}</title>
<desc id="desc">${label}</desc>
<style>${new Html(style)}</style>
${writeShapes()}${defs && html`<defs>${defs}</defs>`}
<path class="paper" d="M0 0h${whole.width}v${whole.height}H0z"/>
${headline.map((line, index) => html`<text class="headline" x="${AIR}" y="${AIR + 16 + index * 26}">${line}</text>`)}
<svg class="drawing ${kind}" x="${AIR}" y="${top}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>
${small.map((line, index) => html`<text class="credit" x="${AIR}" y="${top + height + 10 + (index + 1) * LINE}">${line}</text>`)}
</svg>
`;
  // Where it is opened the address that its links are relative to is gone.
  return text.replaceAll('href="/', `href="${new URL(base).origin}/`);
}
