import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { runSchema } from '../../src/curation/commands/schema.ts';
import { resources } from '../../src/schema/index.ts';
import { isWritten } from '../../src/schema/resource.ts';
import { Workplace } from './support.ts';

const SETTINGS = '.vscode/settings.json';
const named = [...resources.filter(isWritten).map(({ name }) => name), 'release', 'expectations'];

test('schemas are written outside the data, and the editor is told whose they are', async () => {
  const place = new Workplace().write(
    SETTINGS,
    '{ "editor.tabSize": 2, "yaml.schemas": { "old.json": "x" } }',
  );
  const before = place.files();
  expect((await place.run('schema')).code).toBe(0);
  expect(place.files()).toEqual(before);
  const settings = JSON.parse(place.read(SETTINGS));
  expect(settings['editor.tabSize']).toBe(2);
  expect(Object.keys(settings['yaml.schemas'])).toEqual(named.map((name) => `build/schemas/${name}.json`));
  expect(settings['yaml.schemas']).toMatchObject({
    'build/schemas/demands.json': 'data/demands/*.yaml',
    'build/schemas/release.json': 'data/release.yaml',
  });
  for (const name of named) {
    const written = JSON.parse(place.read(`build/schemas/${name}.json`));
    expect(written).toMatchObject({ type: 'object', additionalProperties: false });
    expect(written.properties).not.toHaveProperty('id');
  }
});

test('settings with comments are not rewritten; what to add is printed', () => {
  const text = '{\n  // mine\n  "editor.tabSize": 2\n}\n';
  const place = new Workplace().write(SETTINGS, text);
  const said = vi.spyOn(console, 'log').mockImplementation(() => {});
  const here = process.cwd();
  process.chdir(place.folder);
  runSchema(place.options({ data: 'data', out: 'elsewhere' }), []);
  process.chdir(here);
  expect(place.read(SETTINGS)).toBe(text);
  expect(said.mock.calls.flat().join('\n')).toContain('"elsewhere/topics.json": "data/topics/*.yaml"');
  said.mockRestore();
  expect(existsSync(join(place.folder, 'elsewhere/topics.json'))).toBe(true);
});
