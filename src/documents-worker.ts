/** A thread that makes the OpenAPI document of a release: it asks an application of its own, over the same files. */
import { parentPort, workerData } from 'node:worker_threads';
import type { DocumentTexts } from './api/docs.ts';
import { OURSELVES } from './api/exchange.ts';
import { createApp } from './app.ts';
import type { DocumentsData } from './documents.ts';
import { openStore, type Store } from './store/store.ts';
import { loadDriver } from './store/thread.ts';

loadDriver();

/** What was made; null where a file is no longer the one that is served. */
async function makeDocument({ config, releases, pin }: DocumentsData): Promise<DocumentTexts | null> {
  const stores = releases.map(({ file }) => openStore(file, { checked: false, mapped: false }));
  if (stores.some(({ release }, index) => release.id !== releases[index]?.id)) return null;
  const [store, ...earlier] = stores as [Store, ...Store[]];
  const settings = { ...config, LOG_LEVEL: 'silent' as const, CACHE_MAX_BYTES: 0 };
  const app = await createApp(store, settings, { earlier, heavyFrom: Number.POSITIVE_INFINITY });
  const read = async (path: string) => {
    const { body } = await app.inject({ url: `${pin}${path}`, remoteAddress: OURSELVES });
    return body;
  };
  return { json: await read('/openapi.json'), yaml: await read('/openapi.yaml') };
}

parentPort?.postMessage(await makeDocument(workerData as DocumentsData));
process.exit(); // ends the thread alone, with the files that it has open
