/** Serves what the configuration says, until the process is told to end. */
import { existsSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';
import Fastify from 'fastify';
import { makeLogStream } from './api/log.ts';
import { logRefusals, makeFront, makeRequestLogger } from './api/operation.ts';
import { answerProtocolError } from './api/problem.ts';
import { Refusals } from './api/refusals.ts';
import { readConfig } from './config.ts';
import { Serving } from './serving.ts';

const MS = 1_000;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

/** Does what a server cannot start without; where it fails, its message is all that is shown. */
async function doOrFail<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    return fail((error as Error).message);
  }
}

/**
 * Opens what is to be served, and listens.
 * @param onOpen is given what is served, once signals to end are heard here
 */
export async function serve(onOpen: (serving: Serving) => void): Promise<void> {
  const config = await doOrFail(() => readConfig(process.env));
  if (!existsSync(config.DATABASE_PATH))
    fail(`There is no database at ${config.DATABASE_PATH}: run npm run data:build`);

  const refusals = new Refusals();
  const stream = config.LOG_LEVEL === 'silent' ? null : makeLogStream();
  const log = { refusals, logRequest: makeRequestLogger(config, stream) };
  let serving: Serving;
  // Listens, and hands on: what answers may be replaced, the sockets stay.
  const front = Fastify({
    logger: stream ? { level: config.LOG_LEVEL, stream } : false,
    clientErrorHandler: (error, socket) => answerProtocolError(error, socket, log),
    serverFactory: () => makeFront(config, log, (request, response) => serving.handle(request, response)),
  });
  front.addHook('preClose', async () => serving.become('closing'));
  logRefusals(front, refusals);
  serving = await doOrFail(() => Serving.open(config, { log: front.log, refusals, front: front.server }));
  const delay = (config.DRAIN + config.GRACE) * MS;
  // A fault of memory cannot be handled, only repeated for ever.
  closeWithGrace({ delay, skip: ['SIGUSR2', 'SIGBUS', 'SIGSEGV'] }, async ({ err, signal }) => {
    if (err) front.log.error(err);
    if (signal === 'SIGTERM') {
      serving.become('draining');
      await sleep(config.DRAIN * MS);
    }
    await front.close();
    await serving.close();
  });
  onOpen(serving);
  try {
    await front.listen({
      host: config.HOST,
      port: config.PORT,
      listenTextResolver: (address) =>
        `Listening at ${address}, documentation at ${config.PUBLIC_URL ?? address}/docs/`,
    });
  } catch (error) {
    fail(`Cannot listen on ${config.HOST}:${config.PORT}: ${(error as Error).message}`);
  }
  serving.watch(() => front.close().finally(() => process.exit(1)));
  serving.provideDownloads(process.argv.includes('--make-downloads'));
  flushCompileCache(); // for the next start, however this process may end
  // What was put in place since the file was opened, which nobody watched.
  await serving.reload();
}
