/** The curators' commands as a process: `npm run data:…`. */
import { run } from './run.ts';

await run(process.argv.slice(2));
