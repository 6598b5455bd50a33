/** The service itself, as it is started for its users. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../places.ts';
import { type Launch, launch, type Server } from './server.ts';

export interface Settings {
  database: string;
  /** Memory for finished answers; 0 makes every answer cold, nothing said is the default. */
  cacheMaxBytes?: number;
}

/** What `npm start` runs once the database is built: options of Node, and the script. */
function startArgs(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [, ...args] = scripts.start.split('&&').at(-1).trim().split(' ');
  return args;
}

export const oursOn =
  ({ database, cacheMaxBytes }: Settings) =>
  (port: number): Launch => ({
    command: process.execPath,
    args: startArgs(),
    cwd: ROOT,
    env: {
      DATABASE_PATH: database,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'silent',
      CACHE_MAX_BYTES: cacheMaxBytes === undefined ? '' : String(cacheMaxBytes),
    },
  });

export const startOurs = (settings: Settings): Promise<Server> => launch(oursOn(settings));

/** Every answer is computed. */
export const startCold = (database: string): Promise<Server> => startOurs({ database, cacheMaxBytes: 0 });
