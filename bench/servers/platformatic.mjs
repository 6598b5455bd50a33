// Platformatic DB over one SQLite file. Arguments: folder that it is installed in, port, database.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [folder, port, database] = process.argv.slice(2);
const entry = createRequire(`${folder}/package.json`).resolve('@platformatic/db');
const { create } = await import(pathToFileURL(entry).href);
const application = await create(folder, {
  $schema: 'https://schemas.platformatic.dev/@platformatic/db/3.67.0.json',
  server: { hostname: '127.0.0.1', port: Number(port), logger: { level: 'fatal' } },
  db: { connectionString: `sqlite://${database}`, graphql: false, openapi: true },
  watch: false,
});
await application.init?.();
await application.start({ listen: true });
