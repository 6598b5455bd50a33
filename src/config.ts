import * as z from 'zod';

/** Memory for finished answers where nothing else is said, in bytes. */
export const CACHE_MAX_BYTES = 67_108_864;

/** The environment variables that are read, with their defaults. */
export const Environment = z.object({
  HOST: z.string().min(1).default('localhost').describe('Address to listen on'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'a port from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65535, 'a port from 0 to 65535')
    .default(3000)
    .describe('Port to listen on; 0 takes a free one'),
  DATABASE_PATH: z
    .string()
    .min(1)
    .default('build/demarche.sqlite')
    .describe('The database that the build writes'),
  RELEASES_PATH: z
    .string()
    .min(1)
    .default('build/releases')
    .describe('A folder with databases of earlier releases, each served at /releases/{id}/…'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('What is logged'),
  CACHE_MAX_BYTES: z
    .string()
    .regex(/^\d{1,12}$/, 'a whole number of bytes')
    .transform(Number)
    .default(CACHE_MAX_BYTES)
    .describe('Memory for finished answers, in bytes; 0 keeps none'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !/[?#]/.test(url), 'a URL without a query or fragment: paths are written after it')
    .refine(
      (url) => !new URL(url).username && !new URL(url).password,
      'a URL without user and password: it is written into every link',
    )
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe(
      'Where the API is reached, with the path that a proxy takes off; without it links begin as the request does',
    ),
});

/** The configuration, read. */
export type Config = z.output<typeof Environment>;

/**
 * Reads the configuration from the environment; variables that are empty count as not set.
 * @throws {Error} that names every variable that is wrong, and what would be right
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = Environment.safeParse(set);
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`The environment is not as it should be:\n${lines.join('\n')}`);
}
