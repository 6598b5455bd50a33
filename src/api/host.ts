/** Which host is asked (RFC 9112 §3.2): of a request only what is known gets into links. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

const HOST = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i;
const ABSOLUTE = /^https?:\/\/([^/?#]*)(.*)$/is;
/** Spellings of hosts that are remembered: they come with every request. */
const REMEMBERED = 1_000;

/** Why a request is not answered. */
export interface HostRefusal {
  status: 400 | 421;
  detail: string;
}

/** The hosts that are answered: those named, localhost and addresses, which nobody else can give a name to. */
export class Hosts {
  private readonly names: ReadonlySet<string>;
  private readonly known = new Set<string>();

  constructor(names: readonly string[]) {
    this.names = new Set(['localhost', ...names.map((name) => name.toLowerCase())]);
  }

  private check(host: string): HostRefusal | null {
    if (this.known.has(host)) return null;
    const [, six, name] = HOST.exec(host) ?? [];
    if (six === undefined && name === undefined)
      return { status: 400, detail: 'The Host header has to be there once, with a host and no more.' };
    const address = six ?? name ?? '';
    if (!isIP(address) && !this.names.has(address.toLowerCase()))
      return {
        status: 421,
        detail:
          'This host is not served here; whoever runs the server names it in PUBLIC_URL or ALLOWED_HOSTS.',
      };
    if (this.known.size < REMEMBERED) this.known.add(host);
    return null;
  }

  /**
   * Holds a request's host against those that are answered, and puts it where it is looked for: that of an absolute
   * target counts before the header (RFC 9112 §3.2.2), a believed proxy's before both.
   * @returns why it is not answered, or null
   */
  settle(request: IncomingMessage, forwarded: boolean): HostRefusal | null {
    const { headers } = request;
    const url = request.url ?? '';
    if (url[0] !== '/') {
      const [, authority, rest = ''] = ABSOLUTE.exec(url) ?? [];
      if (authority !== undefined) {
        headers.host = authority;
        request.url = rest[0] === '/' ? rest : `/${rest}`;
      } else if (url === '*' && request.method === 'OPTIONS') request.url = '/';
      else return { status: 400, detail: 'The target of a request begins with a slash, or with http://.' };
    }
    if (headers.host === undefined && request.httpVersion === '1.0') {
      const { localAddress = '', localPort } = request.socket;
      headers.host = `${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
    }
    const before = forwarded ? headers['x-forwarded-host'] : undefined;
    if (before !== undefined) headers.host = String(before).split(',').at(-1)?.trim();
    return this.check(headers.host ?? '');
  }
}
