/** What a change to `data/` changes in what is served: records and their fields, not lines of files. */

import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { examine, type Release } from '../dataset/check.ts';
import type { LoadedDataset } from '../dataset/dataset.ts';
import { makeDeriver } from '../dataset/derive.ts';
import type { Problem } from '../dataset/problems.ts';
import { resources } from '../schema/index.ts';
import { makeLabel } from '../schema/present.ts';
import type { Rec, Resource } from '../schema/resource.ts';
import { getIdColumn } from '../schema/storage.ts';
import { forEachReference } from '../schema/walk.ts';
import { fillDatabase } from '../store/fill.ts';
import { getJson } from '../store/json.ts';

interface Item {
  label: string;
  /** `collection/id` of the file it comes from. */
  from: string;
  json: Record<string, unknown>;
}

/** The public JSON of a folder's records, as far as they can be read. */
export interface Served {
  release: Release | null;
  problems: readonly Problem[];
  /** `collection/id` of what cannot be read: nothing is known of what it would be. */
  unread: ReadonlySet<string>;
  items: ReadonlyMap<string, ReadonlyMap<string, Item>>;
}

/** The file that a record is written in, or that it is made from. */
function findOrigin(dataset: LoadedDataset, record: Record<string, unknown> & { id: string }): string {
  const { file } = dataset.locate(record);
  if (file) return file.replace(/\.yaml$/, '');
  return typeof record.statement === 'string' ? `statements/${record.statement}` : '';
}

/** Whether a record refers to one that is not there. */
function isBroken(dataset: LoadedDataset, resource: Resource, record: Rec): boolean {
  let broken = false;
  forEachReference(resource.record, record, ({ collection, id }) => {
    broken ||= dataset.get(collection, id) === undefined;
  });
  return broken;
}

/** What a folder's records are served as: built in memory, as far as they can be read. */
export function collectServed(folder: string): Served {
  const { dataset, release, problems } = examine(folder);
  const sqlite = new Database(':memory:');
  fillDatabase(sqlite, {
    dataset,
    derive: makeDeriver(dataset),
    release: release ?? { id: '', hash: '', date: '', title: '', description: '' },
    version: '',
    inputHash: '',
    incomplete: problems.length > 0,
  });
  const db = drizzle(sqlite);
  const unread = new Set(dataset.refused);
  const items = new Map<string, Map<string, Item>>();
  for (const resource of resources) {
    const json = db
      .select({ id: getIdColumn(resource), json: getJson(resource) })
      .from(resource.table)
      .all() as { id: string; json: string }[];
    const jsonById = new Map(json.map((row) => [row.id, row.json]));
    const found = new Map<string, Item>();
    items.set(resource.name, found);
    for (const record of dataset.all(resource.name)) {
      const from = findOrigin(dataset, record);
      if (isBroken(dataset, resource, record)) unread.add(from);
      else
        found.set(record.id, {
          label: makeLabel(resource, record, dataset),
          from,
          json: JSON.parse(jsonById.get(record.id) ?? '{}'),
        });
    }
  }
  sqlite.close();
  return { release, problems, unread, items };
}

interface Difference {
  collection: string;
  before: number;
  after: number;
  added: { id: string; label: string }[];
  changed: { id: string; fields: string[] }[];
  removed: { id: string; label: string }[];
}

function listDifferingFields(a: Record<string, unknown>, b: Record<string, unknown>): string[] {
  const keys = [...new Set([...Object.keys(b), ...Object.keys(a)])];
  return keys.filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
}

/** Collection by collection; what one side cannot read is neither added nor removed. */
export function compare(before: Served, after: Served): Difference[] {
  return resources.map(({ name }) => {
    const old = before.items.get(name) ?? new Map<string, Item>();
    const now = after.items.get(name) ?? new Map<string, Item>();
    const listOnly = (
      items: ReadonlyMap<string, Item>,
      other: ReadonlyMap<string, Item>,
      unread: ReadonlySet<string>,
    ) =>
      [...items]
        .filter(([id, { from }]) => !other.has(id) && !unread.has(from))
        .map(([id, { label }]) => ({ id, label }));
    const changed = [...now].flatMap(([id, { json }]) => {
      const was = old.get(id);
      const fields = was ? listDifferingFields(was.json, json) : [];
      return fields.length ? [{ id, fields }] : [];
    });
    return {
      collection: name,
      before: old.size,
      after: now.size,
      added: listOnly(now, old, before.unread),
      changed,
      removed: listOnly(old, now, after.unread),
    };
  });
}

/** So many lines for each collection; a report is to be read. */
const MOST = 20;

function formatLines({ collection, added, changed, removed }: Difference): string[] {
  const all = [
    ...added.map(({ id, label }) => `  + ${id}: ${label}`),
    ...changed.map(({ id, fields }) => `  ~ ${id}: ${fields.join(', ')}`),
    ...removed.map(({ id, label }) => `  - ${id}: ${label}`),
  ];
  const rest = all.length - MOST;
  return ['', collection, ...all.slice(0, MOST), ...(rest > 0 ? [`  … and ${rest} more`] : [])];
}

function formatCaveat(side: string, { problems, unread }: Served): string[] {
  if (!problems.length) return [];
  const left = [...unread].filter(Boolean).sort();
  const shown = left.slice(0, MOST).join(', ') + (left.length > MOST ? ', …' : '');
  return [
    `${side} does not pass today’s checks (${problems.length} problem${problems.length === 1 ? '' : 's'}); what can be read of it is compared.`,
    ...(left.length ? [`  Not read, and so not compared: ${shown}`] : []),
  ];
}

/** The report for a reader, line by line. */
export function formatReport(
  before: Served,
  after: Served,
  names: { before: string; after: string },
): string[] {
  const differences = compare(before, after);
  const differing = differences.filter(
    ({ added, changed, removed }) => added.length + changed.length + removed.length,
  );
  const table = differing.map((d) => [
    d.collection,
    `${d.before} → ${d.after}`,
    `+${d.added.length} ~${d.changed.length} -${d.removed.length}`,
  ]);
  const widths = [0, 1].map((at) => Math.max(0, ...table.map((row) => row[at]?.length ?? 0)));
  const formatRow = (cells: string[]) =>
    `  ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`;
  // Id and hash follow from the records.
  const released = listDifferingFields(before.release ?? {}, after.release ?? {}).filter(
    (field) => field !== 'id' && field !== 'hash',
  );
  return [
    `What is served, ${names.before} → ${names.after}: ${differing.length || released.length ? 'added +, changed ~, removed -' : 'no change'}`,
    ...formatCaveat(names.before, before),
    ...formatCaveat(names.after, after),
    ...table.map(formatRow),
    ...(released.length ? [`  release: ${released.join(', ')}`] : []),
    ...differing.flatMap(formatLines),
    ...(differing.some(({ removed }) => removed.length)
      ? [
          '',
          'Ids are stable for good: what was removed, or has another id now, breaks links that others keep.',
        ]
      : []),
  ];
}
