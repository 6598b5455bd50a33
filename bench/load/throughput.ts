/** Requests a second that a server answers while it is asked as fast as it can. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from '../install.ts';
import { AUTOCANNON, CONNECTIONS, TOOLS } from '../machine.ts';
import { WORK } from '../places.ts';
import { run } from '../processes.ts';

export interface Asking {
  port: number;
  /** Picked from at random. */
  paths: readonly string[];
  headers?: Record<string, string>;
  seconds: number;
}

interface Outcome {
  requests: number;
  seconds: number;
  refused: number;
  failed: number;
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
let seed = 0;

async function loaded({ port, headers = {}, seconds }: Asking, file: string): Promise<string> {
  const url = `http://127.0.0.1:${port}`;
  if (!TOOLS.wrk()) {
    const folder = await install('autocannon', { autocannon: AUTOCANNON });
    const args = [folder, url, file, JSON.stringify(headers), String(CONNECTIONS), String(seconds)];
    return run(process.execPath, [here('autocannon.ts'), ...args], { place: 'load' });
  }
  const settings = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--timeout', '60s', '-s', here('random.lua')];
  const sent = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  return run('wrk', [...settings, ...sent, url, '--', file, String(++seed)], { place: 'load' });
}

/** How often the time is doubled for a server that answers nothing in it. */
const DOUBLED = 4;

/** @throws where any request was refused or failed: a wrong answer would be measured as a quick one */
export async function throughput(asking: Asking, doubled = 0): Promise<number> {
  const file = join(WORK, 'paths.txt');
  writeFileSync(file, `${asking.paths.join('\n')}\n`);
  const line = (await loaded(asking, file)).trim().split('\n').at(-1) as string;
  const { requests, seconds, refused, failed } = JSON.parse(line) as Outcome;
  if (refused || failed)
    throw new Error(`of ${requests} requests ${refused} were refused and ${failed} failed`);
  if (requests) return requests / seconds;
  if (doubled === DOUBLED) throw new Error(`no request was answered in ${asking.seconds} s`);
  return throughput({ ...asking, seconds: 2 * asking.seconds }, doubled + 1);
}
