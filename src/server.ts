import { existsSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { watchWrites } from './store/file.ts';
import { openStore } from './store/store.ts';

const MS = 1_000;

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

const config = doOrFail(() => readConfig(process.env));
if (!existsSync(config.DATABASE_PATH))
  fail(`There is no database at ${config.DATABASE_PATH}: run npm run data:build`);
const store = doOrFail(() => openStore(config.DATABASE_PATH));
const app = await createApp(store, config);
const delay = (config.DRAIN + config.GRACE) * MS;
// A fault of memory cannot be handled, only repeated for ever.
closeWithGrace({ delay, skip: ['SIGBUS', 'SIGSEGV'] }, async ({ err, signal }) => {
  if (err) app.log.error(err);
  if (signal === 'SIGTERM') {
    app.lifecycle.state = 'draining';
    await sleep(config.DRAIN * MS);
  }
  await app.close();
  store.close();
});
watchWrites(config.DATABASE_PATH, () => {
  app.log.fatal(
    `${config.DATABASE_PATH} was written over in place: nothing of it can be trusted any more. Build it anew, and put it there by a rename.`,
  );
  void app.close().finally(() => process.exit(1));
});
try {
  await app.listen({
    host: config.HOST,
    port: config.PORT,
    listenTextResolver: (address) =>
      `Listening at ${address}, documentation at ${config.PUBLIC_URL ?? address}/docs/`,
  });
  flushCompileCache(); // for the next start, however this process may end
} catch (error) {
  fail(`Cannot listen on ${config.HOST}:${config.PORT}: ${(error as Error).message}`);
}
