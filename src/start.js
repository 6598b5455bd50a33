// Plain JavaScript, so that nothing is compiled before the cache of compiled code is asked: from the second start
// on, neither are types stripped nor is anything parsed again.
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./server.ts');
