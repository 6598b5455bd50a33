/** The options of the command line, as given; `data` is the folder of the dataset. */
export interface Options {
  data: string;
  out?: string | undefined;
  documents?: string | undefined;
  base?: string | undefined;
  releases?: string | undefined;
  source?: string | undefined;
  'if-stale': boolean;
  'no-downloads'?: boolean | undefined;
  check: boolean;
}

/** Carries out a command; what follows its name on the command line are its `args`. */
export type Command = (options: Options, args: readonly string[]) => void | Promise<void>;

/** A call that cannot be carried out as it stands. */
export class UsageError extends Error {}

/** What was asked for cannot be done, and why. */
export class CommandError extends Error {}
