/** A thread that makes the downloads of a database while it is served. */
import { workerData } from 'node:worker_threads';
import '../loading.ts';

const { makeDownloads } = await import('./make.ts');
makeDownloads(workerData as string);
