import type { Rec } from '../../schema/resource.ts';
import type { Path } from '../../schema/walk.ts';
import type { LoadedDataset } from '../dataset.ts';
import type { Data } from '../load.ts';
import type { Problem } from '../problems.ts';

/** One check across records: yields every problem it finds, throws never. */
export type Rule = (
  dataset: LoadedDataset,
  release: Data['release'],
  expectations: Data['expectations'],
) => Iterable<Problem>;

/** A problem in a record, wherever the record was written. */
export function makeProblem(
  dataset: LoadedDataset,
  record: Rec,
  path: Path,
  message: string,
  fix: string,
): Problem {
  const place = dataset.locate(record);
  return { file: place.file, path: [...place.path, ...path], message, fix };
}
