/** A made-up dataset of any size, as plausible and as uneven as the curated one, for measuring what the real one is too small for. */
import type { Dataset } from '../../src/schema/resource.ts';
import { SyntheticDataset } from './dataset.ts';
import { RELEASED } from './days.ts';
import { worldOf } from './world.ts';

export { words } from './words.ts';

export interface Synthetic {
  dataset: Dataset;
  release: { date: string; title: string; description: string };
}

/**
 * A dataset of exactly so many statements and what belongs to them, made while it is read: the same number and
 * seed give the same records, and however many there are, only a few dossiers of about a hundred are in memory.
 * @throws {RangeError} where that is no number of statements
 */
export function synthetic(statements: number, { seed = 1 }: { seed?: number } = {}): Synthetic {
  if (!Number.isInteger(statements) || statements < 1)
    throw new RangeError(`${statements} is no number of statements`);
  return {
    dataset: new SyntheticDataset(worldOf(statements, seed)),
    release: {
      date: RELEASED,
      title: 'Demarche, synthetic',
      description: `${statements} invented statements and what belongs to them, for measuring.`,
    },
  };
}
