import { isNode, LineCounter, parseDocument } from 'yaml';
import { readText } from './files.ts';
import type { Problem } from './problems.ts';

/** The line that a path leads to, or the nearest one above it that exists. Read anew: only problems pay for it. */
function findLine(folder: string, { file, path }: Problem): number {
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
    .map((problem) => ({ ...problem, line: problem.line ?? findLine(folder, problem) }))
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
    .map(({ file, line, path, message, fix }) => {
      const field = path.length ? `${path.join('.')}: ` : '';
      return `${file}:${line}: ${field}${message}; ${fix}`;
    })
    .join('\n');
}
