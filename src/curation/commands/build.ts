import { check } from '../../dataset/check.ts';
import { listFiles } from '../../dataset/files.ts';
import { folders, resources } from '../../schema/index.ts';
import { getDownloadsFolder, readDownloads } from '../../store/downloads.ts';
import { type Command, CommandError } from './command.ts';

/** Names what systems and editors have left in the data, which is no part of it. */
function warnOfPassedOver(folder: string) {
  const { passedOver } = listFiles(folder, folders);
  if (passedOver.length) console.error(`passed over, being no records: ${passedOver.join(', ')}`);
}

function startClock(): () => string {
  const began = performance.now();
  return () => ((performance.now() - began) / 1000).toFixed(1);
}

/** `build`: checks the data and writes the database and its downloads, unless those of `--if-stale` still hold it. */
export const runBuild: Command = async (options) => {
  // Only here: no other command writes, and Drizzle takes longer to load than they take.
  const { build, hashInput } = await import('../../dataset/build.ts');
  const { ForeignFile, readInputHash } = await import('../../store/publish.ts');
  const file = options.out ?? process.env.DATABASE_PATH ?? 'build/demarche.sqlite';
  const inputHash = options['if-stale'] ? hashInput(options.data) : null;
  if (inputHash === null || readInputHash(file) !== inputHash) {
    warnOfPassedOver(options.data);
    const measureSeconds = startClock();
    try {
      const { release, records } = build(options.data, file);
      console.log(`${file}: release ${release}, ${records} records in ${measureSeconds()} s`);
    } catch (error) {
      throw error instanceof ForeignFile ? new CommandError(error.message) : error;
    }
  }
  if (options['no-downloads']) return;
  if (inputHash !== null && readDownloads(file)?.input_hash === inputHash) return;
  const { makeDownloads } = await import('../../downloads/make.ts');
  const measureSeconds = startClock();
  const { files } = makeDownloads(file);
  console.log(`${getDownloadsFolder(file)}: ${files.length} downloads in ${measureSeconds()} s`);
};

/** `check`: what `build` refuses, without writing anything. */
export const runCheck: Command = (options) => {
  warnOfPassedOver(options.data);
  const { dataset } = check(options.data);
  console.log(resources.map(({ name }) => `${name} ${dataset.all(name).length}`).join(', '));
};
