/** OpenAPI documents made in a thread: a second of work, which requests would wait for, and which Node would be tuned to. */
import type { DocumentTexts } from './api/docs.ts';
import type { Config } from './config.ts';
import type { Store } from './store/store.ts';
import { Thread } from './store/thread.ts';

/** Milliseconds from a start to when the newest document is made, unless it is asked for before: what comes at once goes first. */
const PREPARE_AFTER = 2_000;

/** What the thread is told. */
export interface DocumentsData {
  config: Config;
  /** The releases that are served, the newest first. */
  releases: { file: string; id: string }[];
  /** Path of the release whose document is made; empty for the newest. */
  pin: string;
}

/** Where errors are told. */
interface ErrorLog {
  error(error: Error, message: string): void;
}

/** The OpenAPI documents of the releases that are served together, each made when it is first asked for. */
export class Documents {
  private readonly config: Config;
  private readonly stores: readonly Store[];
  private readonly log: ErrorLog;
  private readonly threads = new Map<string, Thread<DocumentTexts | null>>();
  private preparing: NodeJS.Timeout | undefined;

  constructor(stores: readonly Store[], config: Config, log: ErrorLog) {
    this.stores = stores;
    this.config = config;
    this.log = log;
  }

  /** The document of the release under a path; null where a thread cannot make it, since a file has been replaced by now. */
  readonly make = async (pin: string): Promise<DocumentTexts | null> => {
    const thread = this.threads.get(pin) ?? this.start(pin);
    this.threads.set(pin, thread);
    return (await thread.answer) ?? null;
  };

  /** Has the document of the newest release made before it is asked for. */
  prepare(): void {
    this.preparing = setTimeout(() => this.make(''), PREPARE_AFTER).unref();
  }

  private start(pin: string): Thread<DocumentTexts | null> {
    const releases = this.stores.map(({ file, release }) => ({ file, id: release.id }));
    const data: DocumentsData = { config: this.config, releases, pin };
    return new Thread(new URL('./documents-worker.ts', import.meta.url), data, (error) =>
      this.log.error(error, 'The OpenAPI document is not made in a thread'),
    );
  }

  /** Ends what is being made. */
  async close(): Promise<void> {
    clearTimeout(this.preparing);
    await Promise.all([...this.threads.values()].map((thread) => thread.end()));
  }
}
