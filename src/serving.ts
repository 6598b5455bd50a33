/** What is served, and how something newer takes its place while it is asked for. */
import { once } from 'node:events';
import { type FSWatcher, statSync, watch } from 'node:fs';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { basename, dirname } from 'node:path';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Lifecycle } from './api/health.ts';
import type { Refusals } from './api/refusals.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { Documents } from './documents.ts';
import { getDownloadsFolder, readDownloads } from './store/downloads.ts';
import { watchWrites } from './store/file.ts';
import { openReleases } from './store/releases.ts';
import { openStore, type Store } from './store/store.ts';
import { Thread } from './store/thread.ts';

/** Releases that were replaced, and are in no folder, stay open: so many of them, for whoever pages through one. */
const MAX_REPLACED = 2;
/** Milliseconds in which a folder is quiet before what has changed there is opened. */
const QUIET = 250;

/** One application over the releases that are open, and how many requests it is answering. */
interface Served {
  app: FastifyInstance;
  /** Answers a request: called rather than emitted, since to whoever traces the server each event is a request. */
  listener: RequestListener;
  /** The newest first. */
  stores: Store[];
  underWay: number;
  documents: Documents;
}

/** What outlives each application. */
export interface Dependencies {
  log: FastifyBaseLogger;
  refusals?: Refusals;
  /** The server that listens. */
  front?: Server;
}

/** The release at `DATABASE_PATH`, and those of the folder of releases; what stands there anew is opened and put in place. */
export class Serving {
  private readonly config: Config;
  private readonly log: FastifyBaseLogger;
  private readonly dependencies: Dependencies;
  private served!: Served;
  private endWatch: (() => void) | undefined;
  private onOverwritten: (() => void) | undefined;
  private makingDownloads: Thread | null = null;
  private readonly watchers: FSWatcher[] = [];
  private quiet: NodeJS.Timeout | undefined;
  private reloading: Promise<void> = Promise.resolve();

  private constructor(config: Config, dependencies: Dependencies) {
    this.config = config;
    this.dependencies = dependencies;
    this.log = dependencies.log;
  }

  /** @throws {Error} where the database cannot be used */
  static async open(config: Config, dependencies: Dependencies): Promise<Serving> {
    const serving = new Serving(config, dependencies);
    const store = openStore(config.DATABASE_PATH);
    serving.served = await serving.serve([store, ...serving.openEarlier([store])]);
    return serving;
  }

  /** Releases of the folder that are not open yet; what cannot be opened is named. */
  private openEarlier(open: readonly Store[]): Store[] {
    const ids = open.map(({ release }) => release.id);
    const { stores, problems } = openReleases(this.config.RELEASES_PATH, ids);
    for (const problem of problems) this.log.warn(problem);
    return stores;
  }

  private async serve(stores: Store[]): Promise<Served> {
    const [store, ...earlier] = stores as [Store, ...Store[]];
    const documents = new Documents(stores, this.config, this.log);
    const app = await createApp(store, this.config, { earlier, documents, ...this.dependencies });
    await app.ready();
    documents.prepare();
    this.log.info(`Serving release ${stores.map(({ release }) => release.id).join(', beside it ')}`);
    const [listener] = app.server.listeners('request') as [RequestListener];
    return { app, listener, stores, underWay: 0, documents };
  }

  /** Answers a request with what is served when it arrives, whatever is put in place before it is answered. */
  handle(request: IncomingMessage, response: ServerResponse): void {
    const { served } = this;
    served.listener(request, response);
    // What was kept is answered by now.
    if (response.writableEnded) return;
    served.underWay++;
    response.once('close', () => {
      served.underWay--;
      if (!served.underWay) served.app.server.emit('idle');
    });
  }

  /** Tells whoever asks what the server is at. */
  become(state: Lifecycle['state']): void {
    this.served.app.lifecycle.state = state;
  }

  /** Opens what has changed on disk; where it cannot be used, what is served stays, and the log says why. */
  reload(): Promise<void> {
    this.reloading = this.reloading.then(() => this.replace()).catch((error) => this.log.error(error));
    return this.reloading;
  }

  private async replace(): Promise<void> {
    const before = this.served;
    const [current, ...others] = before.stores as [Store, ...Store[]];
    let newest = current;
    if (!isSameFile(current)) {
      try {
        newest = openStore(this.config.DATABASE_PATH);
      } catch (error) {
        this.log.error(`${(error as Error).message}; release ${current.release.id} is served on`);
        return;
      }
      if (newest.release.content === current.release.content) {
        newest.close();
        newest = current;
      }
    }
    const kept = others.filter(({ release }) => release.id !== newest.release.id);
    const still = kept.filter(isSameFile);
    const replaced = [...(newest === current ? [] : [current]), ...kept.filter((one) => !isSameFile(one))];
    const open = [newest, ...still];
    const added = this.openEarlier(open);
    const ids = new Set([...open, ...added].map(({ release }) => release.id));
    const unfiled = replaced.filter(({ release }) => !ids.has(release.id)).slice(0, MAX_REPLACED);
    const stores = [...open, ...added, ...unfiled];
    if (stores.length === before.stores.length && stores.every((one, at) => one === before.stores[at]))
      return;
    this.served = await this.serve(stores);
    this.watchWrites();
    this.end(before, stores).catch((error) => this.log.error(error));
  }

  /** Closes what is served no more, once all that it was asked is answered. */
  private async end({ app, stores, underWay, documents }: Served, kept: readonly Store[]): Promise<void> {
    if (underWay) await once(app.server, 'idle');
    await documents.close();
    await app.close();
    for (const store of stores) if (!kept.includes(store)) store.close();
  }

  /**
   * Sees to it that the newest release has its downloads, in a thread where `make` says so, or says in the log that it has
   * none; all else is answered in any case.
   */
  provideDownloads(make: boolean): void {
    const [store] = this.served.stores as [Store];
    const { path: file, inputHash, release } = store;
    if (this.makingDownloads || readDownloads(file)?.input_hash === inputHash) return;
    if (!make) {
      this.log.warn(
        `There are no downloads of release ${release.id} in ${getDownloadsFolder(file)}: npm run data:build makes them`,
      );
      return;
    }
    this.log.info(`The downloads of release ${release.id} are being made`);
    const began = performance.now();
    const thread = new Thread(new URL('./downloads/worker.ts', import.meta.url), file, (error) =>
      this.log.error(`The downloads could not be made: ${error.message}`),
    );
    thread.ended.then((code) => {
      this.makingDownloads = null;
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      if (code === 0) this.log.info(`The downloads of release ${release.id} were made in ${seconds} s`);
    });
    this.makingDownloads = thread;
  }

  /**
   * Opens what is put in place from now on without being told.
   * @param onOverwritten does what is to be done where the file is written over in place, which no reader survives
   */
  watch(onOverwritten: () => void): void {
    this.onOverwritten = onOverwritten;
    this.watchWrites();
    const { DATABASE_PATH, RELEASES_PATH } = this.config;
    const name = basename(DATABASE_PATH);
    this.watchFolder(
      dirname(DATABASE_PATH),
      (changed) => changed === name || changed === basename(RELEASES_PATH),
    );
    this.watchFolder(RELEASES_PATH, (changed) => changed.endsWith('.sqlite'));
  }

  private watchWrites(): void {
    this.endWatch?.();
    if (!this.onOverwritten) return;
    this.endWatch = watchWrites(this.config.DATABASE_PATH, () => {
      this.log.fatal(
        `${this.config.DATABASE_PATH} was written over in place: nothing of it can be trusted any more. Build it anew, and put it there by a rename.`,
      );
      this.onOverwritten?.();
    });
  }

  private watchFolder(folder: string, concerns: (name: string) => boolean): void {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
    const watcher = watch(folder, (_, changed) => {
      if (changed === null || !concerns(changed)) return;
      clearTimeout(this.quiet);
      this.quiet = setTimeout(() => this.reload(), QUIET).unref();
    });
    watcher.on('error', (error) => this.log.warn(`${folder} is watched no more: ${error.message}`));
    this.watchers.push(watcher.unref());
  }

  /** Ends threads and closes all files; requests are answered before. */
  async close(): Promise<void> {
    clearTimeout(this.quiet);
    this.endWatch?.();
    for (const watcher of this.watchers) watcher.close();
    await this.makingDownloads?.end();
    await this.reloading;
    await this.end(this.served, []);
  }
}

/** Whether the file of a store is still the one that was opened. */
function isSameFile({ file, inode }: Store): boolean {
  const { ino } = statSync(file, { throwIfNoEntry: false, bigint: true }) ?? {};
  return ino === inode;
}
