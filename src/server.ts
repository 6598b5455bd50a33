import { existsSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { Worker } from 'node:worker_threads';
import closeWithGrace from 'close-with-grace';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { getDownloadsFolder, readDownloads } from './store/downloads.ts';
import { openStore } from './store/store.ts';

/** Time that requests under way get to finish, in milliseconds. */
const GRACE = 10_000;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

/** Does what a server cannot start without; where it fails, its message is all that is shown. */
function doOrFail<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    return fail((error as Error).message);
  }
}

/** Makes the downloads of what is served, in a thread; whether they are made or not, all else is answered. */
function startDownloads(): Worker {
  const began = performance.now();
  const worker = new Worker(new URL('./downloads/worker.ts', import.meta.url), { workerData: store.file });
  worker.on('error', (error) => app.log.error(`The downloads could not be made: ${error.message}`));
  worker.on('exit', (code) => {
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (code === 0) app.log.info(`The downloads of release ${store.release.id} were made in ${seconds} s`);
  });
  return worker;
}

/** Sees to it that the downloads are there, or says in the log that they are not. */
function provideDownloads(): Worker | null {
  const { file, release } = store;
  if (readDownloads(file)?.input_hash === store.inputHash) return null;
  if (process.argv.includes('--make-downloads')) {
    app.log.info(`The downloads of release ${release.id} are being made`);
    return startDownloads();
  }
  app.log.warn(
    `There are no downloads of release ${release.id} in ${getDownloadsFolder(file)}: npm run data:build makes them`,
  );
  return null;
}

const config = doOrFail(() => readConfig(process.env));
if (!existsSync(config.DATABASE_PATH))
  fail(`There is no database at ${config.DATABASE_PATH}: run npm run data:build`);
const store = doOrFail(() => openStore(config.DATABASE_PATH));
const app = await createApp(store, config);
let downloads: Worker | null = null;
closeWithGrace({ delay: GRACE }, async ({ err }) => {
  if (err) app.log.error(err);
  await downloads?.terminate();
  await app.close();
  store.close();
});
try {
  await app.listen({
    host: config.HOST,
    port: config.PORT,
    listenTextResolver: (address) =>
      `Listening at ${address}, documentation at ${config.PUBLIC_URL ?? address}/docs/`,
  });
  flushCompileCache(); // for the next start, however this process may end
  downloads = provideDownloads();
} catch (error) {
  fail(`Cannot listen on ${config.HOST}:${config.PORT}: ${(error as Error).message}`);
}
