import { parseArgs } from 'node:util';
import { printProblems } from '../dataset/print.ts';
import { DataError } from '../dataset/problems.ts';
import { runBuild, runCheck } from './commands/build.ts';
import { runChanges } from './commands/changes.ts';
import { type Command, CommandError, UsageError } from './commands/command.ts';
import { runNew } from './commands/create.ts';
import { runAnchor, runGaps, runLocate, runQuotations, runSample, runVerify } from './commands/documents.ts';
import { runFix } from './commands/fix.ts';
import { runRelease } from './commands/release.ts';
import { runSchema } from './commands/schema.ts';

const USAGE = `usage: npm run data:COMMAND -- [options]

  new COLLECTION ID   begin a record, to be filled in     [--data DIR]
  locate "FRAGMENT"   find a fragment in the documents    --documents DIR [--data DIR]
  anchor              give evidence without a range one   --documents DIR [--data DIR]
  check               all that build does but write       [--data DIR]
  verify              hold the evidence against documents --documents DIR [--data DIR]
  fix                 write every file in the same way    [--data DIR] [--check]
  gaps                what is new, unread, or cited by nothing
                                                      --documents DIR [--data DIR] [--source ID]
  quotations          hold quotations against a transcript
                                                      --source ID --documents DIR [--data DIR]
  sample [ROUND] [N]  draw passages that two readers code apart
                                                      --documents DIR [--data DIR]
  changes             what changes in what is served      --base REVISION|DIR [--data DIR]
  release "TITLE"     make a release of the data as it is [--data DIR] [--base REVISION|DIR] [--releases DIR]
  build               check data/, write the database and its downloads
                                                      [--data DIR] [--out FILE] [--if-stale] [--no-downloads]
  schema              write JSON Schemas for editors      [--data DIR] [--out DIR]`;

const commands: Record<string, Command> = {
  anchor: runAnchor,
  build: runBuild,
  changes: runChanges,
  check: runCheck,
  fix: runFix,
  gaps: runGaps,
  locate: runLocate,
  new: runNew,
  quotations: runQuotations,
  release: runRelease,
  sample: runSample,
  schema: runSchema,
  verify: runVerify,
};

/**
 * Reads the command line.
 * @throws {UsageError} where it holds an option that is not known, or one without its value
 */
function parseCommandLine(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string', default: 'data' },
        out: { type: 'string' },
        documents: { type: 'string' },
        base: { type: 'string' },
        releases: { type: 'string' },
        source: { type: 'string' },
        'if-stale': { type: 'boolean', default: false },
        'no-downloads': { type: 'boolean' },
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** What the system refused, such as to write there: no fault of the program’s, so without a stack; null where it did not. */
function findSystemError(error: unknown): Error | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as { code?: unknown };
  const isOne = 'syscall' in error || /^SQLITE_(CANTOPEN|FULL|IOERR|READONLY)/.test(String(code));
  return isOne ? error : findSystemError(error.cause); // Drizzle wraps what SQLite says
}

/** Carries out a command line; what is wrong is printed, and leaves the process an exit code: 2 for the call itself, else 1. */
export async function run(args: readonly string[]): Promise<void> {
  let folder = 'data';
  try {
    const { values: options, positionals } = parseCommandLine(args);
    if (options.help) return console.log(USAGE);
    folder = options.data;
    const [name = '', ...others] = positionals;
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new UsageError(name ? `no command ${name}` : 'name a command');
    await command(options, others);
  } catch (error) {
    if (error instanceof DataError)
      console.error(`${printProblems(folder, error.problems)}\n${error.message}`);
    else if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
    else {
      const known = error instanceof CommandError ? error : findSystemError(error);
      if (!known) throw error;
      console.error(known.message);
    }
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
