import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { anchor } from '../../src/curation/anchor.ts';
import { readDocument } from '../../src/curation/documents.ts';
import { formatFiles } from '../../src/curation/format.ts';
import { verify } from '../../src/curation/verify.ts';
import { check } from '../../src/dataset/check.ts';
import { resources } from '../../src/schema/index.ts';
import { isWritten } from '../../src/schema/resource.ts';
import { ROOT, Workplace } from './support.ts';

const text = readFileSync(join(ROOT, 'data/GUIDELINES.md'), 'utf8');

/** What the example's records refer to, and the statement that is told in words. */
const small = (kind: string, name: string, exact: string, more = '') =>
  `name: ${name}\n${kind}${more}citations:\n  - { field: name, source: ferries-first, exact: "${exact}" }\nrevised: "2031-05-05"\n`;
const REST = {
  'release.yaml': 'date: "2031-05-05"\ntitle: Example\ndescription: The example of the guidelines\n',
  'parties/vespria.yaml': small('kind: state\n', 'Vespria', 'ferries back'),
  'parties/karlen.yaml': small('kind: state\n', 'Karlen', 'until Karlen lets'),
  'parties/coastal-wire.yaml': small('kind: agency\n', 'Coastal Wire', 'Coastal Wire'),
  'parties/sound-nine.yaml': small('kind: outlet\n', 'Sound Nine', 'Sound Nine'),
  'people/ada-morn.yaml': small('party: vespria\n', 'Ada Morn', 'Ada Morn'),
  'people/karlen-transport-spokesman.yaml': small(
    'unnamed: true\n',
    'Spokesman of Karlen’s transport office',
    'transport office',
  ),
  'regions/lume.yaml': small('kind: body_of_territory\n', 'Lume', 'warning shots'),
  'topics/ferries.yaml': 'name: Ferries\ndefinition: Ferries and who may run them\nrevised: "2031-05-05"\n',
  'statements/demand-called-theatre.yaml': `title: The demand is theatre
paraphrase: A spokesman turns the demand down as mere show.
speaker: people/karlen-transport-spokesman
voice: attributed
kind: rejection
topics:
  - ferries
responds_to:
  - { to: demands/ferries-to-lume, response: rejects }
reports:
  - source: ferries-first
    verb: dismissed
    wording:
      - { part: dismissal, speech: direct, exact: "theatre" }
revised: "2031-05-05"
`,
};

test('the example of the guidelines can be anchored, checked and verified, and is in canonical form', () => {
  const place = new Workplace({ empty: true });
  const [, document = ''] = /```text\n(.*?)```/s.exec(text) ?? [];
  place.write('documents/005_ferries.txt', document);
  const records = [...text.matchAll(/^`data\/([\w/-]+\.yaml)`:[^`]*```yaml\n(.*?)```/gms)];
  expect(records.length).toBeGreaterThan(3);
  for (const [, file, content] of records) place.write(`data/${file}`, String(content));
  for (const [file, content] of Object.entries(REST)) place.write(`data/${file}`, content);

  const { data } = place.options();
  const read = readDocument(join(place.folder, 'documents'), '005_ferries.txt');
  if (!read) throw new Error('no document');
  const documents = new Map([['ferries-first', { document: read, article: { start: 0, end: 660 } }]]);
  const named = resources.filter(isWritten).map(({ name }) => name);
  expect(anchor(data, named, documents).failed).toEqual([]);
  expect(place.problems()).toEqual([]);
  expect(verify(check(data).dataset, () => read).wrong).toEqual([]);
  for (const { before, after } of formatFiles(data, resources)) expect(after).toBe(before);
});

test('the guidelines name commands that exist', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const named = new Set([...text.matchAll(/`npm run ([\w:]+)/g)].map(([, name]) => name));
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining([...named]));
});
