/**
 * Node's own HTTP server and nothing else: answers every request with the same bytes and headers, out of memory or,
 * with `stream`, out of the file. Arguments: port, file with the body, file with the headers, `stream` or nothing.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [port, bodyFile, headersFile, mode] = process.argv.slice(2) as [string, string, string, string?];
const headers = JSON.parse(readFileSync(headersFile, 'utf8')) as string[];
const body = mode === 'stream' ? null : readFileSync(bodyFile);

createServer((_, response) => {
  response.writeHead(200, headers);
  if (body) response.end(body);
  else createReadStream(bodyFile).pipe(response);
}).listen(Number(port), '127.0.0.1');
