import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resources } from '../../schema/index.ts';
import { FormatError, formatFiles } from '../format.ts';
import type { Command } from './command.ts';

/** `fix`: every file in its canonical form; with `--check` it only says which are not. */
export const runFix: Command = ({ data, check }) => {
  const files = [...formatFiles(data, resources)];
  const changed = files.filter(({ before, after }) => after !== before);
  let wrong = 0;
  for (const { file, after } of changed) {
    if (after instanceof FormatError) {
      console.error(`${file}: ${after.message}`);
      wrong++;
    } else if (check) {
      console.error(`${file}:1: not in canonical form; run npm run data:fix`);
      wrong++;
    } else writeFileSync(join(data, file), after);
  }
  const done = check ? '' : `, ${changed.length - wrong} rewritten`;
  console.log(`${files.length} files${done}, ${wrong} ${check ? 'to be fixed' : 'left as they are'}`);
  if (wrong) process.exitCode = 1;
};
