import { existsSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';
import Fastify from 'fastify';
import { makeLogStream } from './api/log.ts';
import { logRefusals, makeFront } from './api/operation.ts';
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

let serving: Serving;
// At first, since the signal would end the process: what is told before there is anything to replace is opened anyway.
process.on('SIGUSR2', () => serving?.reload());
const config = await doOrFail(() => readConfig(process.env));
if (!existsSync(config.DATABASE_PATH))
  fail(`There is no database at ${config.DATABASE_PATH}: run npm run data:build`);

const refusals = new Refusals();
// Listens, and hands on: what answers may be replaced, the sockets stay.
const front = Fastify({
  logger: config.LOG_LEVEL === 'silent' ? false : { level: config.LOG_LEVEL, stream: makeLogStream() },
  clientErrorHandler: (error, socket) => answerProtocolError(error, socket, refusals),
  serverFactory: () => makeFront(config, refusals, (request, response) => serving.handle(request, response)),
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
try {
  await front.listen({
    host: config.HOST,
    port: config.PORT,
    listenTextResolver: (address) =>
      `Listening at ${address}, documentation at ${config.PUBLIC_URL ?? address}/docs/`,
  });
  serving.watch(() => front.close().finally(() => process.exit(1)));
  serving.provideDownloads(process.argv.includes('--make-downloads'));
  flushCompileCache(); // for the next start, however this process may end
} catch (error) {
  fail(`Cannot listen on ${config.HOST}:${config.PORT}: ${(error as Error).message}`);
}
