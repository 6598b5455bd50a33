/**
 * Asks a server for a long time and looks whether it stays as it was: `npm run test:soak -- --minutes 60 --rate 100`.
 * Prints a line a period; ends with 1 where an answer failed, or memory or open files of the last third are more than
 * those of the second by a tenth.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ask, askJson } from '../../bench/load.ts';
import { median, percentile } from '../../bench/measure.ts';
import { serveDemarche } from '../../bench/servers.ts';

const { values } = parseArgs({
  options: {
    database: { type: 'string', default: 'build/demarche.sqlite' },
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '50' },
    periods: { type: 'string', default: '12' },
  },
});
const [minutes, rate, periods] = [Number(values.minutes), Number(values.rate), Number(values.periods)];
if (!(minutes > 0 && rate > 0 && periods >= 3))
  throw new Error('npm run test:soak -- --minutes 10 --rate 50 --periods 12 --database FILE');

const server = await serveDemarche(values.database, {});
const { paths } = await askJson<{ paths: Record<string, unknown> }>(server.port, '/openapi.json');
/** Lists, tables and exports of all collections, and what is refused. */
const questions = Object.keys(paths).flatMap((path) =>
  path.includes('{') ? [] : [path, `${path}?utm_id=`, `${path}?x=`],
);

const resident = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024;
const countFiles = () => readdirSync(`/proc/${server.pid}/fd`).length;

let asked = 0;
let failed = 0;
const memory: number[] = [];
const files: number[] = [];
for (let period = 0; period < periods; period++) {
  const until = performance.now() + (minutes * 60_000) / periods;
  const times: number[] = [];
  const going = new Set<Promise<void>>();
  while (performance.now() < until) {
    const question = questions[asked % questions.length] as string;
    // One that no cache has the answer to ends in a number of its own.
    const path = question.endsWith('=') ? question + asked : question;
    const began = performance.now();
    asked++;
    const answer = ask(server.port, path)
      .then(({ status }) => {
        times.push(performance.now() - began);
        if (status >= 500) failed++;
      })
      .catch(() => {
        failed++;
      })
      .finally(() => going.delete(answer));
    going.add(answer);
    await new Promise((resolve) => setTimeout(resolve, 1_000 / rate));
  }
  await Promise.all(going);
  memory.push(resident());
  files.push(countFiles());
  console.log(
    `${asked} asked, ${failed} failed; p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms; ${memory.at(-1)?.toFixed(0)} MiB, ${files.at(-1)} files`,
  );
}
await server.end();
const third = Math.floor(periods / 3);
const grows = (list: number[]) => median(list.slice(-third)) > 1.1 * median(list.slice(third, 2 * third));
const faults = [
  failed > 0 && 'answers failed',
  grows(memory) && 'memory grows',
  grows(files) && 'files stay open',
];
const found = faults.filter(Boolean);
console.log(found.length ? found.join(', ') : 'it stayed as it was');
process.exitCode = found.length ? 1 : 0;
