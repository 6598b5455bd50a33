// As in start.js: a thread asks the cache of compiled code too, and must ask before anything of ours is compiled.
import { enableCompileCache } from 'node:module';

enableCompileCache();
export const { list, record, rows, search } = await import('./worker.ts');
