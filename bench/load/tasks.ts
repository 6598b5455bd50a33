/** What a load process can be asked to do: see worker.ts. */

/** Asks each path some times over one connection, fewer times where it takes long. */
export interface Each {
  task: 'each';
  port: number;
  paths: string[];
  asks: number;
  /** Time for one path after which it is asked no more, in milliseconds. */
  budget: number;
}

/** Asks paths in turn over one connection until the time is up. */
export interface InTurn {
  task: 'in-turn';
  port: number;
  paths: string[];
  seconds: number;
}

/** Sends requests at a fixed rate, of each stream in turn; over one connection as long as that is free. */
export interface Paced {
  task: 'paced';
  port: number;
  streams: string[][];
  /** Requests a second, of all streams together. */
  rate: number;
  seconds: number;
}

/** Asks paths in turn over several connections until it is told to stop. */
export interface Background {
  task: 'background';
  port: number;
  paths: string[];
  clients: number;
}

/** Asks for many different paths, each once: `before` with every number from `from` up to `to`. */
export interface Numbered {
  task: 'numbered';
  port: number;
  before: string;
  from: number;
  to: number;
}

/** Reads one answer to its end and throws it away. */
export interface Drain {
  task: 'drain';
  port: number;
  path: string;
}

/** Times the two full scans of a table: see scan.ts. */
export interface Scan {
  task: 'scan';
  file: string;
}

/** Ends what goes on in the background. */
export interface Stop {
  task: 'stop';
}

export type Task = Each | InTurn | Paced | Background | Numbered | Drain | Scan | Stop;

/** Latencies in milliseconds of each path, or of each stream. */
export type Latencies = number[][];

export interface Drained {
  bytes: number;
  milliseconds: number;
}

export interface Scanned {
  /** The column that no index holds. */
  column: string;
  /** Time to search the stored JSON of all rows, and to read that column of all rows, in milliseconds. */
  json: number;
  plain: number;
}

export interface ResultOf {
  each: Latencies;
  'in-turn': Latencies;
  paced: Latencies;
  background: { answers: number };
  numbered: null;
  drain: Drained;
  scan: Scanned;
  stop: null;
}
