import { resources } from '../schema/index.ts';
import { toWords } from '../schema/present.ts';

/** Where language models reach the tools, by POST alone. */
export const MCP_PATH = '/mcp';

/** Where else to go from the root, each by a name: `/` and `/llms.txt` list them. */
export const LINKS: readonly { name: string; path: string; about: string }[] = [
  { name: 'docs', path: '/docs/', about: 'Documentation to try things out in a browser' },
  {
    name: 'openapi',
    path: '/openapi.json',
    about: 'Every operation, parameter and field, as OpenAPI 3.1; also /openapi.yaml',
  },
  { name: 'llms', path: '/llms.txt', about: 'What a language model has to know to ask well' },
  { name: 'dcat', path: '/dcat.jsonld', about: 'The dataset for catalogues, as DCAT 3 and schema.org' },
  { name: 'downloads', path: '/downloads', about: 'The release as files: SQLite, CSV, Parquet, NDJSON' },
  { name: 'figures', path: '/figures', about: 'Figures that can be framed elsewhere, or saved as SVG' },
  { name: 'releases', path: '/releases', about: 'Releases that were made, and what each changed' },
  { name: 'changes', path: '/changes.atom', about: 'New releases, as a feed' },
  {
    name: 'cite',
    path: '/cite?url=/demands',
    about: 'A citation of any answer, with an address that answers the same for good and a proof',
  },
  { name: 'corrections', path: '/corrections.atom', about: 'Corrections of earlier releases, as a feed' },
  { name: 'search', path: '/search?q=missile', about: 'Full text over everything' },
  {
    name: 'mcp',
    path: MCP_PATH,
    about:
      'Tools for language models, for clients of the Model Context Protocol, which send messages with POST',
  },
];

/** What leads from a release to where it is asked: its collections, and what says how; each by a name. */
export const RELEASE_LINKS: readonly { name: string; path: string; about: string }[] = [
  ...resources.map(({ name }) => ({ name, path: `/${name}`, about: `Its ${toWords(name)}` })),
  ...LINKS.filter(({ name }) => ['docs', 'openapi', 'downloads', 'search'].includes(name)),
];
