import { resources } from '../schema/index.ts';
import { makeReleaseId } from '../schema/releases.ts';
import type { Outlines } from '../store/geometry.ts';
import { hashRecords } from './canonical.ts';
import { LoadedDataset } from './dataset.ts';
import { type Data, load } from './load.ts';
import { DataError, type Problem } from './problems.ts';
import { rules } from './rules/index.ts';

/** A release as the build knows it: what its file says, and which records it holds. */
export type Release = NonNullable<Data['release']> & { id: string; hash: string };

/** A dataset without a problem, so that its release is known. */
export interface Checked {
  dataset: LoadedDataset;
  release: Release;
  /** Records as their files have them, by `collection/id`. */
  written: Data['written'];
  outlines: Outlines;
}

/** Outlines by their code; none where no file has any. */
const readOutlines = ({ outlines }: Data): Outlines => ({
  origin: outlines ? `${outlines.source}; simplified` : '',
  geometries: new Map(outlines?.features.map(({ properties, geometry }) => [properties.iso_3166, geometry])),
});

/** Reads `folder`; the dataset, as far as its records are well formed, and every problem found in them. */
export function examine(folder: string): {
  dataset: LoadedDataset;
  release: Release | null;
  written: Data['written'];
  outlines: Outlines;
  problems: Problem[];
} {
  const data = load(folder, resources);
  const dataset = new LoadedDataset(resources, data);
  const across = rules.flatMap((rule) => [...rule(dataset, data.release, data.expectations)]);
  const hash = hashRecords(data.written);
  return {
    dataset,
    release: data.release && { ...data.release, id: makeReleaseId(data.release.date, hash), hash },
    written: data.written,
    outlines: readOutlines(data),
    problems: [...data.problems, ...across],
  };
}

/**
 * Reads and checks `folder`.
 * @throws {DataError} with every problem, of single records and across records
 */
export function check(folder: string): Checked {
  const { problems, release, ...rest } = examine(folder);
  if (problems.length || !release) throw new DataError(problems);
  return { ...rest, release };
}
