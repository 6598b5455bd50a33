import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const { dependencies, devDependencies, scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Packages that are no import and no command: what `npm start` runs on, and types of packages that have none. */
const UNNAMED = /^(node|@types\/.*)$/;

const textOf = (...folders: string[]) =>
  folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.m?[jt]s$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');

/** Packages that no file imports or resolves, nor a file in them. */
const unused = (packages: object, text: string) =>
  Object.keys(packages).filter((name) => !new RegExp(`['"]${name}['"/]`).test(text));

it('installs for production what src uses', () => {
  expect(unused(dependencies, textOf('src'))).toEqual([]);
});

it('installs for development what tests, bench, scripts, configuration and commands use', () => {
  const configuration = readdirSync('.').filter((file) => /\.config\.(ts|json)$/.test(file));
  const text = [
    textOf('src', 'test', 'bench', 'scripts'),
    ...configuration.map((file) => readFileSync(file, 'utf8')),
  ];
  const commands = Object.values(scripts as Record<string, string>).map((script) => script.split(' ')[0]);
  const run = (name: string) =>
    Object.keys(JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')).bin ?? {});
  expect(
    unused(devDependencies, text.join('\n'))
      .filter((name) => !UNNAMED.test(name))
      .filter((name) => !run(name).some((command) => commands.includes(command))),
  ).toEqual([]);
});

it('says of each package why it is there', () => {
  const written = readFileSync('docs/dependencies.md', 'utf8');
  const named = [...written.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, names = '']) =>
    names.split(', ').map((name) => name.replaceAll('`', '')),
  );
  const [production, development] = [dependencies, devDependencies].map((some) => Object.keys(some));
  expect(named.toSorted()).toEqual([...(production ?? []), ...(development ?? [])].toSorted());
});
