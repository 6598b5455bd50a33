/** Starts the servers that are made for the comparison: joined by hand, and empty. */
import { fileURLToPath } from 'node:url';
import { ROOT } from '../places.ts';
import { type Launch, launch, type Server } from './server.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export interface Joined {
  /** See relational.ts. */
  file: string;
  /** Up to where it counts what a query finds; null is all. */
  countedTo: number | null;
  extent: 'whole' | 'references';
}

/** The hand-written server. */
export const startJoined = ({ file, countedTo, extent }: Joined): Promise<Server> =>
  launch((port) => ({
    command: process.execPath,
    args: [here('joined.ts'), String(port), file, String(countedTo ?? 'all'), extent],
  }));

/** A Fastify with our plugins and nothing to serve. */
export const emptyOn = (port: number): Launch => ({
  command: process.execPath,
  args: [here('empty.mjs'), String(port)],
  cwd: ROOT,
});
