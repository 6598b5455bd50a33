/** Stands in for wrk where that is not installed; says what came of it as one line of JSON, as random.lua does. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface Result {
  requests: { total: number };
  duration: number;
  non2xx: number;
  '3xx': number;
  errors: number;
  timeouts: number;
}
type Autocannon = (options: Record<string, unknown>) => Promise<Result>;

const [folder, url, file, headers, connections, seconds] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const autocannon = createRequire(`${folder}/package.json`)('autocannon') as Autocannon;
const paths = readFileSync(file, 'utf8').trim().split('\n');
const result = await autocannon({
  url,
  connections: Number(connections),
  duration: Number(seconds),
  headers: JSON.parse(headers),
  requests: paths.map((path) => ({ method: 'GET', path })),
});
console.log(
  JSON.stringify({
    requests: result.requests.total,
    seconds: result.duration,
    refused: result.non2xx - result['3xx'],
    failed: result.errors + result.timeouts,
  }),
);
