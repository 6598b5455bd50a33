// Loaded before a server that would listen on every address: it listens on the loopback one only.
import { Server } from 'node:net';

const listen = Server.prototype.listen;
Server.prototype.listen = function onLoopback(...args) {
  const [first, ...rest] = args;
  if (typeof first === 'object' && first !== null && 'port' in first)
    return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest);
  const callback = args.find((argument) => typeof argument === 'function');
  return listen.call(this, Number(first), '127.0.0.1', ...(callback ? [callback] : []));
};
