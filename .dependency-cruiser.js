/**
 * Which way imports run, and what each layer may know: `npm run imports` holds it. ARCHITECTURE.md says what each
 * folder is for.
 */

/** The folders of `src`, each with those that it may import. */
const layers = {
  text: [],
  schema: ['text'],
  store: ['schema', 'text'],
  query: ['store', 'schema', 'text'],
  formats: ['schema', 'text'],
  downloads: ['formats', 'store', 'schema', 'text'],
  pages: ['schema', 'text'],
  api: ['query', 'formats', 'pages', 'store', 'schema', 'text'],
  dataset: ['formats', 'store', 'schema', 'text'],
  curation: ['dataset', 'downloads', 'store', 'schema', 'text'],
};

/** Files of packages, by the names of those. */
const packages = (...names) => `^node_modules/(${names.join('|')})/`;
/** Reads the documentation's page, and writes the OpenAPI document as YAML too. */
const DOCS = '^src/api/docs\\.ts$';
/** Reads what pages load. */
const PAGES = '^src/api/(pages|figures|sql)\\.ts$';

/** The files that a process begins with. */
const PROCESSES = '^src/(server|curation/cli|api/worker|documents-worker|downloads/worker)\\.ts$';

/** What a process or thread begins with, whichever layer it is of. */
const LOADING = '^src/loading\\.ts$';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    ...Object.entries(layers).map(([layer, below]) =>
      forbid(
        `${layer}-imports-only-what-is-below`,
        `src/${layer} imports ${below.map((name) => `src/${name}`).join(', ') || 'nothing else of src'}`,
        { path: `^src/${layer}/` },
        { path: '^(src|bench|test|scripts)/', pathNot: [`^src/(${[layer, ...below].join('|')})/`, LOADING] },
      ),
    ),
    forbid(
      'every-folder-is-a-layer',
      'a new folder of src needs its line above',
      { path: '^src/[^/]+/', pathNot: `^src/(${Object.keys(layers).join('|')})/` },
      {},
    ),
    forbid(
      'serving-needs-no-build',
      'the app is put together from the API and the store; the server starts it',
      { path: '^src/(app|config|serve|server)\\.ts$' },
      { path: '^((bench|test|scripts)/|src/(dataset|downloads|curation|server)[/.])' },
    ),
    forbid(
      'only-the-api-knows-fastify',
      'records, questions and formats are there without HTTP',
      { path: '^src/', pathNot: '^src/(api/|(app|serving|serve)\\.ts$)' },
      { path: packages('fastify', '@fastify/[^/]+', 'fastify-[^/]+') },
    ),
    forbid(
      'only-the-store-opens-databases',
      'what others need of a database, the store gives them',
      { path: '^src/', pathNot: '^src/(store|curation)/' },
      { path: packages('better-sqlite3', 'drizzle-orm/better-sqlite3') },
    ),
    forbid(
      'serving-reads-no-files',
      'all that is served comes out of the database',
      { path: '^src/(text|schema|query|formats|pages|api)/', pathNot: [DOCS, PAGES] },
      { path: '^(node:)?fs(/promises)?$' },
    ),
    forbid(
      'serving-knows-no-yaml',
      'only the files of data/ are YAML',
      { path: '^src/', pathNot: ['^src/(dataset|curation)/', DOCS] },
      { path: packages('yaml') },
    ),
    forbid(
      'schema-needs-no-node',
      'what a record is can be said anywhere',
      { path: '^src/schema/' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'the-client-stands-alone',
      'who installs the client has nothing else of this',
      { path: '^packages/client/' },
      { pathNot: '^packages/client/' },
    ),
    forbid(
      'no-cycles',
      'files that need each other are one file; only tables refer to each other, as their records do',
      { pathNot: '^src/schema/' },
      { circular: true },
    ),
    forbid(
      'no-orphans',
      'a file of src that no process comes to is not needed',
      { path: PROCESSES },
      { path: '^src/.*\\.ts$', pathNot: PROCESSES, reachable: false },
    ),
    forbid(
      'no-undeclared-package',
      'what is imported is in package.json, whatever else brings it along',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    forbid(
      'no-package-of-development',
      'what runs in production is under dependencies',
      { path: '^src/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbid('no-missing-file', 'an import leads somewhere', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Types count: a layer that knows the types of another knows it.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
