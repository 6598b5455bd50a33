// Loaded before a server that would listen on every address: it listens on the loopback one alone.
import { Server } from 'node:net';

const { listen } = Server.prototype;
Server.prototype.listen = function onLoopback(first, ...rest) {
  const port = Number(first?.port ?? first);
  return listen.call(this, { ...Object(first), port, host: '127.0.0.1' }, ...rest.filter((one) => one?.call));
};
