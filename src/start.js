// Plain JavaScript, so that nothing is compiled before the cache of compiled code is asked: from the second start
// on, neither are types stripped nor is anything parsed again.
//
// `npm start` gives Node two options. An answer is some hundred kilobytes that live for a millisecond, outside V8's
// heap: where its young generation is small (--max-semi-space-size) they are soon given back, before V8 finds that its
// whole heap has to be walked. And its helper threads, several by default (--v8-pool-size), take the processor from the
// thread that answers, also when they collect for threads of low priority.
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./server.ts');
