import { isIP } from 'node:net';
import * as z from 'zod';

/** Memory for finished answers where nothing else is said, in bytes. */
export const CACHE_MAX_BYTES = 67_108_864;

const count = (what: string, digits = 7) =>
  z
    .string()
    .regex(new RegExp(`^\\d{1,${digits}}$`), what)
    .transform(Number);

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** Texts with commas between them; blanks around them do not count. */
const list = (isOne: (value: string) => boolean, what: string) =>
  z
    .string()
    .transform((text) => text.split(',').map((value) => value.trim()))
    .refine((values) => values.every(isOne), what);

/** Ranges of addresses by a name that `@fastify/proxy-addr` knows. */
const NAMED_RANGES = ['loopback', 'linklocal', 'uniquelocal'];

function isRange(value: string): boolean {
  const [address = '', bits] = value.split('/');
  const version = isIP(address);
  return (
    NAMED_RANGES.includes(value) ||
    (version > 0 &&
      (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))))
  );
}

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
  LOG_REQUESTS: flag
    .prefault('true')
    .describe('Whether a line is logged for each request: its route, never what was asked for'),
  SHED_LOAD: flag
    .prefault('true')
    .describe(
      'Whether requests are refused while more is asked than can be answered, rather than kept waiting',
    ),
  METRICS: flag.prefault('true').describe('Whether `/metrics` answers'),
  TRUST_PROXY: list(isRange, 'addresses or ranges such as 10.0.0.0/8, or loopback, with commas between them')
    .optional()
    .describe('Proxies that are believed in X-Forwarded-For, -Host and -Proto; without it nobody is'),
  ALLOWED_HOSTS: list(
    (host) => /^[a-z0-9._-]+$/i.test(host),
    'names of hosts without ports, with commas between them',
  )
    .optional()
    .describe('Hosts that are answered besides localhost, addresses, HOST and that of PUBLIC_URL'),
  RATE_LIMIT: count('requests a minute, a whole number')
    .prefault('30000')
    .describe('Requests a minute of one client that are computed; 0 for no limit'),
  MAX_CONNECTIONS: count('a number of connections')
    .optional()
    .describe('Connections at once, half of them for one client; without it by how many files may be open'),
  REQUEST_TIMEOUT: count('seconds')
    .prefault('30')
    .describe('Seconds in which a request has to arrive, with its body; a third of them for its head'),
  WRITE_TIMEOUT: count('seconds')
    .prefault('30')
    .describe('Seconds after which a connection is closed over which nothing moves'),
  DRAIN: count('seconds')
    .prefault('1')
    .describe('Seconds after SIGTERM in which requests are still answered, and `/readyz` is 503'),
  GRACE: count('seconds').prefault('10').describe('Seconds that requests under way then get to finish'),
  PUBLIC_URL: z
    .url({
      protocol: /^https?$/,
      abort: true,
      error: 'a URL such as https://data.example, with http or https',
    })
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
