import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Path } from '../schema/walk.ts';
import { readText } from './files.ts';

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

/** The line that a path leads to, or the nearest one above it that exists. Read anew: only problems pay for it. */
function lineOf(folder: string, { file, path }: Problem): number {
  const lines = new LineCounter();
  const document = parseDocument(readText(folder, file), { lineCounter: lines });
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** Each problem on one line, in the order of files and lines: `file:line: field: message; fix`. */
export function printProblems(folder: string, problems: readonly Problem[]): string {
  return problems
    .map((problem) => ({ ...problem, line: problem.line ?? lineOf(folder, problem) }))
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
    .map(({ file, line, path, message, fix }) => {
      const field = path.length ? `${path.join('.')}: ` : '';
      return `${file}:${line}: ${field}${message}; ${fix}`;
    })
    .join('\n');
}
