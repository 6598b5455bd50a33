/** A release: which records it has, and what each of them is against the release before. */
import { writeCanonicalJson } from '../dataset/canonical.ts';
import type { Data } from '../dataset/load.ts';

type Written = Data['written'];

/** A row of what changed: a record, or of one that changed a field. */
export interface RecordChange {
  collection: string;
  record: string;
  change: 'added' | 'changed' | 'removed';
  field?: string;
}

/** What tells of releases, rather than of the world, is not compared. */
const OF_RELEASES = ['releases', 'retirements'];

const splitName = (name: string): { collection: string; record: string } => {
  const [collection = '', record = ''] = name.split('/');
  return { collection, record };
};

const isCompared = (name: string) => !OF_RELEASES.includes(splitName(name).collection);

/** The fields that differ; the day of the change only where nothing else does. */
function listChangedFields(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => writeCanonicalJson(before[field]) !== writeCanonicalJson(after[field]),
  );
  const others = fields.filter((field) => field !== 'revised');
  return (others.length ? others : fields).sort();
}

/** What became of each record, in the order of collections and ids. */
export function compareWritten(before: Written, after: Written): RecordChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].filter(isCompared).sort();
  return names.flatMap((name): RecordChange[] => {
    const place = splitName(name);
    const [old, now] = [before.get(name), after.get(name)];
    if (!old) return [{ ...place, change: 'added' }];
    if (!now) return [{ ...place, change: 'removed' }];
    return listChangedFields(old, now).map((field) => ({ ...place, change: 'changed', field }));
  });
}

/** How many records each collection has, in the order of their names. */
export function countWritten(written: Written): { collection: string; count: number }[] {
  const names = [...written.keys()].filter(isCompared).map((name) => splitName(name).collection);
  return [...Map.groupBy(names.sort(), (name) => name)].map(([collection, { length }]) => ({
    collection,
    count: length,
  }));
}
