// Plain JavaScript, so that nothing is compiled before the cache of compiled code is asked: from the second start
// on, neither are types stripped nor is anything parsed again.
//
// `npm start` gives Node two options. An answer is some hundred kilobytes that live for a millisecond, outside V8's
// heap: with a young generation of 4 MiB (--max-semi-space-size) they are soon given back, before V8 finds its whole
// heap has to be walked. Its helper threads (--v8-pool-size, 4 where nothing is said) would take the processor from
// the thread that answers, also when they collect for threads of low priority: one does.
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./server.ts');
