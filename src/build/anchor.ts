import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isMap, isSeq, parseDocument } from 'yaml';
import type { DocumentText } from '../evidence/document.ts';

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
function unanchored(node: unknown, source = '', path: (string | number)[] = []): Unanchored[] {
  if (isSeq(node)) return node.items.flatMap((item, index) => unanchored(item, source, [...path, index]));
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
    return unanchored(pair.value, from, [...path, key]);
  });
}

/** The sentence that holds a fragment; a sentence that also holds `near` where several do. */
export function sentenceOf(
  { document, article }: Anchorable,
  exact: string,
  near: string | null = null,
): { start: number; end: number } | string {
  const holding = document
    .sentences(article.start, article.end)
    .filter(({ start, end }) => document.find(exact, start, end).length > 0)
    .filter(({ start, end }) => near === null || document.find(near, start, end).length > 0);
  const [only] = holding;
  if (!only)
    return document.find(exact).length ? 'runs over a sentence or lies outside the article' : 'not found';
  if (holding.length > 1)
    return `in ${holding.length} sentences: give more words, or near: words of the right one`;
  if (document.find(exact, only.start, only.end).length > 1) return 'twice in its sentence: give more words';
  return only;
}

function write(
  document: Document,
  { path, source: _, exact: __ }: Unanchored,
  range: { start: number; end: number },
) {
  const node = document.getIn(path);
  if (!isMap(node)) return;
  const at = node.items.findIndex((pair) => String(pair.key) === 'exact');
  node.items.splice(at, 0, document.createPair('start', range.start), document.createPair('end', range.end));
  node.delete('near');
}

/**
 * Gives every piece of evidence below `folder` that has no range the sentence its fragment stands in.
 * Ranges that are already written are left as they are: nothing is anchored anew.
 * @returns how many were anchored, and a line for each that could not be
 */
export function anchor(
  folder: string,
  collections: readonly string[],
  documents: ReadonlyMap<string, Anchorable>,
): { anchored: number; failed: string[] } {
  const failed: string[] = [];
  let anchored = 0;
  for (const collection of collections) {
    const directory = join(folder, collection);
    for (const name of existsSync(directory) ? readdirSync(directory).sort() : []) {
      const file = join(directory, name);
      const yaml = parseDocument(readFileSync(file, 'utf8'));
      let changed = 0;
      for (const evidence of unanchored(yaml.contents, '')) {
        const source = documents.get(evidence.source);
        const range = source
          ? sentenceOf(source, evidence.exact, evidence.near)
          : `no document for source “${evidence.source}”`;
        if (typeof range === 'string')
          failed.push(`${collection}/${name}: ${evidence.path.join('.')}: “${evidence.exact}”: ${range}`);
        else {
          write(yaml, evidence, range);
          changed++;
        }
      }
      if (changed) writeFileSync(file, yaml.toString({ lineWidth: 0, flowCollectionPadding: true }));
      anchored += changed;
    }
  }
  return { anchored, failed };
}
