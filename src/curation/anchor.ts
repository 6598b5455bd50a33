import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isMap, isNode, isSeq, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { listFiles, readTexts } from '../dataset/files.ts';
import { explainMissing } from '../text/anchor.ts';
import type { DocumentText } from '../text/document.ts';

/** A document and the range of it that is the article. */
export interface Anchorable {
  document: DocumentText;
  article: { start: number; end: number };
}

interface Unanchored {
  source: string;
  exact: string;
  near: string | null;
  path: (string | number)[];
}

/** Evidence without a range: any map with `exact` and no `start`, its source taken from the map around it. */
function findUnanchored(node: unknown, source = '', path: (string | number)[] = []): Unanchored[] {
  if (isSeq(node)) return node.items.flatMap((item, index) => findUnanchored(item, source, [...path, index]));
  if (!isMap(node)) return [];
  const from = String(node.get('source') ?? source);
  if (node.has('exact') && !node.has('start'))
    return [
      {
        source: from,
        exact: String(node.get('exact')),
        near: (node.get('near') as string | undefined) ?? null,
        path,
      },
    ];
  return node.items.flatMap((pair) => {
    const key = String(pair.key);
    return findUnanchored(pair.value, from, [...path, key]);
  });
}

/** The sentence that holds a fragment; a sentence that also holds `near` where several do. */
export function findSentence(
  { document, article }: Anchorable,
  exact: string,
  near: string | null = null,
): { start: number; end: number } | string {
  const all = document
    .findSentences(article.start, article.end)
    .filter(({ start, end }) => document.find(exact, start, end).length > 0);
  if (!all.length && !document.find(exact).length) return `not found${explainMissing(document, { exact })}`;
  if (!all.length) return 'runs over a sentence or lies outside the article';
  const holding = all.filter(({ start, end }) => near === null || document.find(near, start, end).length > 0);
  const [only] = holding;
  if (!only)
    return `“${near}” is in no sentence with it${explainMissing(document, { exact: String(near), ...all[0] })}`;
  if (holding.length > 1)
    return `in ${holding.length} sentences: give more words, or near: words of the right one`;
  if (document.find(exact, only.start, only.end).length > 1) return 'twice in its sentence: give more words';
  return only;
}

/** A change to a file's text: what stands between two offsets becomes something else. */
interface Splice {
  from: number;
  to: number;
  text: string;
}

/** Start of a pair, and the end of its value without what follows on its line. */
function locatePair(pair: Pair | undefined): { from: number; to: number } | null {
  const [key, value] = [pair?.key, pair?.value];
  if (!isNode(key) || !isNode(value) || !key.range || !value.range) return null;
  return { from: key.range[0], to: value.range[1] };
}

/** Puts a range before the fragment, in the style of the map it is in, and takes `near` out; all else stays as it is. */
function makeSplices(text: string, map: YAMLMap, range: { start: number; end: number }): Splice[] {
  const at = (name: string) => map.items.findIndex((pair) => String(pair.key) === name);
  const exact = locatePair(map.items[at('exact')]);
  if (!exact) return [];
  const line = text.lastIndexOf('\n', exact.from - 1) + 1;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = map.flow ? ', ' : newline + ' '.repeat(exact.from - line);
  const found: Splice[] = [
    { from: exact.from, to: exact.from, text: `start: ${range.start}${gap}end: ${range.end}${gap}` },
  ];
  const near = at('near');
  if (near < 0) return found;
  const [before, self, after] = [near - 1, near, near + 1].map((index) => locatePair(map.items[index]));
  if (self && before) found.push({ from: before.to, to: self.to, text: '' });
  else if (self && after) found.push({ from: self.from, to: after.from, text: '' });
  return found;
}

const applySplices = (text: string, changes: readonly Splice[]): string =>
  [...changes]
    .sort((a, b) => b.from - a.from)
    .reduce((changed, { from, to, text: put }) => changed.slice(0, from) + put + changed.slice(to), text);

/**
 * Gives every piece of evidence below `folder` that has no range the sentence its fragment stands in.
 * Ranges that are already written are left as they are: nothing is anchored anew.
 * @returns how many were anchored, and a line for each that could not be
 * @throws {DataError} before the first file is written, where some cannot be read
 */
export function anchor(
  folder: string,
  collections: readonly string[],
  documents: ReadonlyMap<string, Anchorable>,
): { anchored: number; failed: string[] } {
  const failed: string[] = [];
  let anchored = 0;
  const files = listFiles(folder, collections).files.filter((file) => file.includes('/'));
  for (const [file, text] of readTexts(folder, files)) {
    const yaml = parseDocument(text);
    const changes: Splice[] = [];
    // What a source quotes is evidence in itself.
    const own = file.startsWith('sources/') ? basename(file, '.yaml') : '';
    for (const evidence of findUnanchored(yaml.contents, own)) {
      const source = documents.get(evidence.source);
      const range = source
        ? findSentence(source, evidence.exact, evidence.near)
        : `no document for source “${evidence.source}”`;
      const place = `${file}: ${evidence.path.join('.')}`;
      if (typeof range === 'string') failed.push(`${place}: “${evidence.exact}”: ${range}`);
      else {
        changes.push(...makeSplices(text, yaml.getIn(evidence.path) as YAMLMap, range));
        anchored++;
      }
    }
    if (changes.length) writeFileSync(join(folder, file), applySplices(text, changes));
  }
  return { anchored, failed };
}
