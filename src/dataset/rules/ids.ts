import { SUFFIXES } from '../../formats/index.ts';
import type { Dataset, Rec, Resource } from '../../schema/resource.ts';
import { getLists, isMembers } from '../../schema/storage.ts';
import { makeProblem, type Rule } from './rule.ts';

/** A record's id, and those of the members of its lists, which are made of it. */
function* listIds(
  resource: Resource,
  record: Rec,
  { resources }: Pick<Dataset, 'resources'>,
): Iterable<string> {
  yield record.id;
  for (const [field, stored] of getLists(resource)) {
    // Those that are records themselves are asked by themselves.
    if (!isMembers(stored) || resources.includes(stored.members)) continue;
    const { members } = stored;
    for (const value of (record[field] ?? []) as unknown[]) {
      const member = members.scalar === undefined ? value : { [members.scalar]: value };
      const id = members.within?.id(record, member as Record<string, unknown>);
      if (id) yield* listIds(members, { ...(member as Record<string, unknown>), id }, { resources });
    }
  }
}

/** No id ends as the URL of a format does: `x.csv` would be the table of `x`. */
export const checkIds: Rule = function* (dataset) {
  for (const resource of dataset.resources) {
    if (resource.makeRecords) continue;
    for (const record of dataset.all(resource.name))
      for (const id of new Set(listIds(resource, record, dataset))) {
        const suffix = SUFFIXES.find((one) => id.endsWith(`.${one}`));
        if (suffix)
          yield makeProblem(
            dataset,
            record,
            [],
            `the id ${id} ends in the suffix of a format`,
            `let nothing that it is made of be called ${suffix}`,
          );
      }
  }
};
