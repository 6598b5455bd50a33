/**
 * Node's own HTTP server and nothing else: answers every request with the same bytes and headers out of memory.
 * Arguments: port, file with the body, file with the headers; without files it answers nothing but 200.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [port, bodyFile, headersFile] = process.argv.slice(2) as [string, string?, string?];
const body = bodyFile ? readFileSync(bodyFile) : undefined;
const headers = headersFile ? (JSON.parse(readFileSync(headersFile, 'utf8')) as string[]) : [];

createServer((_, response) => {
  response.writeHead(200, headers);
  response.end(body);
}).listen(Number(port), '127.0.0.1');
