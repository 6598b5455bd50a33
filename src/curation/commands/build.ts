import * as checked from '../../dataset/check.ts';
import { resources } from '../../schema/index.ts';
import { type Command, Refusal } from './command.ts';

export const build: Command = async (options) => {
  // Only here: no other command writes, and Drizzle takes longer to load than they take.
  const { build, inputHash } = await import('../../dataset/build.ts');
  const { ForeignFile, storedInputHash } = await import('../../store/publish.ts');
  const file = options.out ?? process.env.DATABASE_PATH ?? 'build/demarche.sqlite';
  if (options['if-stale'] && storedInputHash(file) === inputHash(options.data)) return;
  const began = performance.now();
  try {
    const { release, records } = build(options.data, file);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${file}: release ${release}, ${records} records in ${seconds} s`);
  } catch (error) {
    throw error instanceof ForeignFile ? new Refusal(error.message) : error;
  }
};

export const check: Command = (options) => {
  const { dataset } = checked.check(options.data);
  console.log(resources.map(({ name }) => `${name} ${dataset.all(name).length}`).join(', '));
};
