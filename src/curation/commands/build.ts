import { check } from '../../dataset/check.ts';
import { listFiles } from '../../dataset/files.ts';
import { folders, resources } from '../../schema/index.ts';
import { type Command, Refusal } from './command.ts';

/** Names what systems and editors have left in the data, which is no part of it. */
function warnOfPassedOver(folder: string) {
  const { passedOver } = listFiles(folder, folders);
  if (passedOver.length) console.error(`passed over, being no records: ${passedOver.join(', ')}`);
}

/** `build`: checks the data and writes the database, unless that of `--if-stale` is still it. */
export const runBuild: Command = async (options) => {
  // Only here: no other command writes, and Drizzle takes longer to load than they take.
  const { build, hashInput } = await import('../../dataset/build.ts');
  const { ForeignFile, readInputHash } = await import('../../store/publish.ts');
  const file = options.out ?? process.env.DATABASE_PATH ?? 'build/demarche.sqlite';
  if (options['if-stale'] && readInputHash(file) === hashInput(options.data)) return;
  warnOfPassedOver(options.data);
  const began = performance.now();
  try {
    const { release, records } = build(options.data, file);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${file}: release ${release}, ${records} records in ${seconds} s`);
  } catch (error) {
    throw error instanceof ForeignFile ? new Refusal(error.message) : error;
  }
};

/** `check`: what `build` refuses, without writing anything. */
export const runCheck: Command = (options) => {
  warnOfPassedOver(options.data);
  const { dataset } = check(options.data);
  console.log(resources.map(({ name }) => `${name} ${dataset.all(name).length}`).join(', '));
};
