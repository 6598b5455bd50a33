/** Where the benchmark keeps what it makes: below `build/`, which is not committed. */
import { fileURLToPath } from 'node:url';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export const ROOT = path('../');
/** Databases that are kept from run to run, and the peers. */
export const BUILD = path('../build/bench/');
/** What belongs to one run. */
export const WORK = path('../build/bench/run/');
export const DOCUMENT = path('../docs/performance.md');
export const PLOT = path('../docs/performance.svg');
