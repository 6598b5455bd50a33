import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isWritten } from '../model/resource.ts';
import { resources } from '../resources/index.ts';
import { type Anchorable, anchor, sentenceOf } from './anchor.ts';
import { check } from './check.ts';
import { readDocument } from './documents.ts';
import { writtenSources } from './load.ts';
import { DataError, printProblems } from './problems.ts';
import { jsonSchemas } from './schemas.ts';
import { verify } from './verify.ts';
import { build, inputHash, storedInputHash } from './write.ts';

const USAGE = `usage: npm run data:COMMAND -- [options]

  build    check data/ and write the database   [--data DIR] [--out FILE] [--if-stale]
  check    all that build does but write        [--data DIR]
  schema   write JSON Schemas for editors       [--out DIR]
  verify   hold the evidence against documents  --documents DIR [--data DIR]
  locate   find a fragment in the documents     --documents DIR [--data DIR] "fragment"
  anchor   give evidence without a range one    --documents DIR [--data DIR]`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: 'data' },
    out: { type: 'string' },
    documents: { type: 'string' },
    'if-stale': { type: 'boolean', default: false },
  },
});

/** A call that cannot be carried out as it stands. */
class UsageError extends Error {}

const databaseFile = () => options.out ?? process.env.DATABASE_PATH ?? 'build/demarche.sqlite';

function documentsFolder(): string {
  if (!options.documents) throw new UsageError('name the folder of the documents: --documents DIR');
  return options.documents;
}

/** Sources with their documents; what is not in the folder is left out. */
function documentsAt(folder: string) {
  return new Map(
    writtenSources(options.data).flatMap(({ id, file, article }): [string, Anchorable][] => {
      const document = readDocument(folder, file);
      return document ? [[id, { document, article }]] : [];
    }),
  );
}

const commands: Record<string, () => void> = {
  build() {
    const file = databaseFile();
    if (options['if-stale'] && storedInputHash(file) === inputHash(options.data)) return;
    const began = performance.now();
    const { release, records } = build(options.data, file);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${file}: release ${release}, ${records} records in ${seconds} s`);
  },

  check() {
    const { dataset } = check(options.data);
    console.log(resources.map(({ name }) => `${name} ${dataset.all(name).length}`).join(', '));
  },

  schema() {
    const folder = options.out ?? join(options.data, '.schemas');
    mkdirSync(folder, { recursive: true });
    for (const [name, schema] of jsonSchemas(resources))
      writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`);
    console.log(`${folder}: a JSON Schema for each collection`);
  },

  verify() {
    const folder = documentsFolder();
    const { dataset } = check(options.data);
    const { wrong, checked } = verify(dataset, (source) => readDocument(folder, String(source.file)));
    for (const line of wrong) console.error(line);
    console.log(`${checked.citations} citations in ${checked.sources} documents, ${wrong.length} mismatches`);
    if (wrong.length) process.exitCode = 1;
  },

  locate() {
    const folder = documentsFolder();
    const fragment = positionals[1];
    if (!fragment) throw new UsageError('name the fragment to look for');
    let found = 0;
    for (const [id, source] of documentsAt(folder)) {
      const { document, article } = source;
      for (const at of document.find(fragment)) {
        const passage = document
          .sentences(article.start, article.end)
          .find(({ start, end }) => start <= at && at < end);
        const range = passage ?? { start: at, end: at + [...fragment].length };
        const where = passage ? sentenceOf(source, fragment) : 'outside the article';
        console.log(
          `- { source: ${id}, start: ${range.start}, end: ${range.end}, exact: ${JSON.stringify(fragment)} }` +
            (typeof where === 'string' ? ` # ${where}` : ''),
        );
        found++;
      }
    }
    if (!found) {
      console.error('not found in any document, to the character');
      process.exitCode = 1;
    }
  },

  anchor() {
    const folder = documentsFolder();
    const named = resources.filter(isWritten).map(({ name }) => name);
    const { anchored, failed } = anchor(options.data, named, documentsAt(folder));
    for (const line of failed) console.error(line);
    console.log(`${anchored} anchored, ${failed.length} not`);
    if (failed.length) process.exitCode = 1;
  },
};

try {
  const command = commands[positionals[0] ?? ''];
  if (!command) throw new UsageError(positionals[0] ? `no command ${positionals[0]}` : 'name a command');
  command();
} catch (error) {
  if (error instanceof DataError)
    console.error(`${printProblems(options.data, error.problems)}\n${error.message}`);
  else if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
  else throw error;
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
