import type { Path } from '../schema/walk.ts';

/** Something wrong in `data/`: where it stands, what it is, and what would be right. */
export interface Problem {
  /** Path of the file below the data folder. */
  file: string;
  path: Path;
  message: string;
  fix: string;
  /** 1-based; found from the path where it is not given. */
  line?: number;
}

/** The dataset was refused; nothing has been written. */
export class DataError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(`${problems.length} problem${problems.length === 1 ? '' : 's'} in the data`);
    this.name = 'DataError';
    this.problems = problems;
  }
}
