/** The curators' commands as a process: `npm run data:…`. What they are made of is loaded once that can be done quickly. */
import '../loading.ts';

const { run } = await import('./run.ts');
await run(process.argv.slice(2));
