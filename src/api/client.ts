/** Who asks: the address that limits are kept by. */
import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';

const IPV6_GROUPS = 8;
/** Groups of an IPv6 address that are one client's: whoever has one address of a /64 has all. */
const NETWORK_GROUPS = 4;

/** An address as limits know it: of IPv6 the network. */
export function getNetwork(address: string): string {
  if (/^::ffff:\d+\.\d+/i.test(address)) return address.slice('::ffff:'.length);
  if (!address.includes(':')) return address;
  const [before = '', after = ''] = address.split('::');
  const [first, last] = [before, after].map((part) => (part ? part.split(':') : [])) as [string[], string[]];
  const zeros = Array(Math.max(0, IPV6_GROUPS - first.length - last.length)).fill('0');
  return [...first, ...zeros, ...last].slice(0, NETWORK_GROUPS).join(':');
}

/** Tells who asks, and whether the other end of a connection is a proxy that is believed. */
export interface Clients {
  /** The client's network: of the connection, or as a proxy that is believed forwards it. */
  read(request: IncomingMessage): string;
  isProxy(address: string | undefined): boolean;
}

/** @param proxies addresses and ranges that are believed in `X-Forwarded-For` */
export function makeClients(proxies: readonly string[] = []): Clients {
  const trust = proxyAddr.compile([...proxies]);
  return {
    read: (request) =>
      getNetwork(
        (proxies.length && request.socket ? proxyAddr(request, trust) : request.socket?.remoteAddress) ?? '',
      ),
    isProxy: (address) => proxies.length > 0 && address !== undefined && trust(address, 0),
  };
}
