/** A thread that makes the downloads of a database while it is served. */
import { workerData } from 'node:worker_threads';
import { loadDriver } from '../store/thread.ts';
import { makeDownloads } from './make.ts';

loadDriver();
makeDownloads(workerData as string);
