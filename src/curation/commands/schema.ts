import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resources } from '../../schema/index.ts';
import { decode } from '../../text/decode.ts';
import { makeJsonSchemas, mapEditorSchemas } from '../schemas.ts';
import type { Command } from './command.ts';

const SETTINGS = '.vscode/settings.json';

/** The editor's settings as they are; null where they are more than plain JSON, and so not ours to rewrite. */
function readSettings(): Record<string, unknown> | null {
  if (!existsSync(SETTINGS)) return {};
  try {
    return JSON.parse(decode(readFileSync(SETTINGS)));
  } catch {
    return null;
  }
}

/** `schema`: JSON Schemas of the files, and the setting by which an editor finds them. */
export const runSchema: Command = (options) => {
  const folder = options.out ?? 'build/schemas';
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of makeJsonSchemas(resources))
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`);
  console.log(`${folder}: a JSON Schema for each collection`);

  const schemas = mapEditorSchemas(resources, folder, options.data);
  const before = readSettings();
  if (!before) {
    console.log(`${SETTINGS} is left as it is, having comments; add to it:`);
    console.log(JSON.stringify({ 'yaml.schemas': schemas }, null, 2));
    return;
  }
  mkdirSync('.vscode', { recursive: true });
  writeFileSync(SETTINGS, `${JSON.stringify({ ...before, 'yaml.schemas': schemas }, null, 2)}\n`);
  console.log(`${SETTINGS}: which schema is whose (for the editor’s YAML extension)`);
};
