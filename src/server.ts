import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { flushCompileCache } from 'node:module';
import closeWithGrace from 'close-with-grace';
import Fastify from 'fastify';
import { answerProtocolError } from './api/problem.ts';
import { readConfig } from './config.ts';
import { Serving } from './serving.ts';

/** Time that requests under way get to finish, in milliseconds. */
const GRACE = 10_000;

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

const config = await doOrFail(() => readConfig(process.env));
if (!existsSync(config.DATABASE_PATH))
  fail(`There is no database at ${config.DATABASE_PATH}: run npm run data:build`);

let serving: Serving;
let closing = false;
// Listens, and hands on: what answers may be replaced, the sockets stay.
const front = Fastify({
  logger: config.LOG_LEVEL === 'silent' ? false : { level: config.LOG_LEVEL },
  clientErrorHandler: answerProtocolError,
  serverFactory: () =>
    createServer((request, response) => {
      if (closing) response.shouldKeepAlive = false;
      serving.handle(request, response);
    }),
});
front.addHook('preClose', async () => {
  closing = true;
});
serving = await doOrFail(() => Serving.open(config, front.log));
process.on('SIGUSR2', () => serving.reload());
closeWithGrace({ delay: GRACE, skip: ['SIGUSR2', 'SIGBUS', 'SIGSEGV'] }, async ({ err }) => {
  if (err) front.log.error(err);
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
  serving.watch();
  serving.provideDownloads(process.argv.includes('--make-downloads'));
  flushCompileCache(); // for the next start, however this process may end
} catch (error) {
  fail(`Cannot listen on ${config.HOST}:${config.PORT}: ${(error as Error).message}`);
}
