/** Asks for paths in turn until it is ended, and throws the answers away. Arguments: port, paths. */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';

const [port, ...paths] = process.argv.slice(2);
for (let n = 0; ; n++) {
  const asked = get({ host: '127.0.0.1', port, path: paths[n % paths.length] });
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`${response.statusCode} at ${paths[n % paths.length]}`);
  await once(response.resume(), 'end');
}
