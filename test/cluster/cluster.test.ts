/**
 * Three replicas behind the real Varnish and nginx, configured as deploy/ does it: replicas die, releases roll in, and
 * clients that read, page and export all the while have to notice nothing. `npm run test:cluster`.
 */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { synthetic } from '../../bench/synthetic.ts';
import { publish } from '../../src/store/publish.ts';
import { openStore } from '../../src/store/store.ts';
import { emptyFolder } from '../ending.ts';
import { type Balancer, installed, type Options, startNginx, startVarnish } from './balancers.ts';
import { type Clients, type Counts, EXPORTED, Load } from './load.ts';
import { findPorts, Replicas, waitFor } from './replicas.ts';

const RELEASE = fileURLToPath(new URL('../../deploy/release.ts', import.meta.url));
/** Statements of the two releases. */
const SIZES = [150, 100] as const;

let replicas: Replicas;
let folder: string;
let first: string;
let second: string;
/** Lines of an export, by release. */
const lines = new Map<string, number>();

/** Runs deploy/release.ts on the replicas. */
async function release(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    RELEASE,
    ...['--root', folder, '--replicas', replicas.ports.join(','), '--reload', replicas.reload],
    ...args,
  ]);
  return stdout.trim();
}

async function stage(statements: number): Promise<string> {
  const file = join(emptyFolder(), 'built.sqlite');
  publish({ ...synthetic(statements), version: '0.0.0', inputHash: String(statements) }, file);
  const store = openStore(file);
  const id = await release('stage', file);
  lines.set(id, store.count(EXPORTED));
  store.close();
  return id;
}

beforeAll(async () => {
  folder = emptyFolder();
  replicas = new Replicas(folder, await findPorts(3));
  [first, second] = [await stage(SIZES[0]), await stage(SIZES[1])];
  await replicas.begin(first);
});

/** Those that are installed here. */
const kinds = [
  { name: 'Varnish', isThere: installed.varnish, start: startVarnish },
  { name: 'nginx', isThere: installed.nginx, start: startNginx },
];
for (const { name, isThere } of kinds)
  if (!isThere) console.log(`note: ${name} is not installed here, and is not tried`);

/** Starts all that are installed; `as` is said after their names. */
async function startAll(as: string, options: Partial<Options> = {}): Promise<[string, Balancer][]> {
  const there = kinds.filter(({ isThere }) => isThere);
  return Promise.all(
    there.map(async ({ name, start }) => [name + as, await start({ ports: replicas.ports, ...options })]),
  ) as Promise<[string, Balancer][]>;
}

/** What clients of each balancer get while something happens to the replicas behind all of them. */
async function countWhile(
  balancers: readonly [string, Balancer][],
  clients: Clients,
  act: () => Promise<unknown>,
): Promise<Record<string, Counts>> {
  const loads = balancers.map(([name, { origin }]) => ({ name, load: new Load(origin, lines, clients) }));
  await act();
  const counted: Record<string, Counts> = {};
  for (const { name, load } of loads) {
    const { well, gone, ...faults } = await load.stop();
    const written = Object.entries(faults).map(([fault, { length }]) => `${length} ${fault}`);
    console.log(`${name}: ${well} well, ${gone} gone, ${written.join(', ')}`);
    counted[name] = { well, gone, ...faults };
  }
  return counted;
}

const NOTHING_LOST = { failed: [], truncated: [], mixed: [] };

describe.skipIf(!installed.varnish && !installed.nginx)('behind Varnish and nginx', () => {
  let balancers: [string, Balancer][];
  beforeAll(async () => {
    balancers = await startAll('');
  });

  it('only clients of those without deploy/ notice that replicas are killed', async () => {
    const naive = await startAll(', naive', { naive: true });
    const clients = { readers: 2, pagers: 1, exporters: 3 };
    const counted = await countWhile([...balancers, ...naive], clients, async () => {
      // Two of three: an answer that all die in is no balancer's to give. Some times, since one may fall between answers.
      for (let round = 0; round < 3; round++)
        for (const port of replicas.ports.slice(1)) await replicas.lose(port);
    });
    for (const [name] of balancers) expect(counted[name], name).toMatchObject({ ...NOTHING_LOST, gone: 0 });
    // Varnish asks for an answer anew that breaks off; nginx has passed its beginning on, and tells.
    if (counted.Varnish) expect(counted.Varnish.cut).toEqual([]);
    for (const { well } of Object.values(counted)) expect(well).toBeGreaterThan(50);
    for (const [name] of naive) {
      expect(counted[name], name).toMatchObject({ truncated: [], mixed: [] });
      expect(counted[name]?.failed.length, name).toBeGreaterThan(0);
    }
    // Else no replica died in the midst of an answer, and it says nothing that none is cut.
    expect(naive.reduce((sum, [name]) => sum + (counted[name]?.cut.length ?? 0), 0)).toBeGreaterThan(0);
    for (const [, { stop }] of naive) await stop();
  });

  it('a release rolls in, and back, and no list is of two', async () => {
    const expectAll = async (id: string) => {
      // Not one answer is of another release by then, the first one included.
      for (const [name, { origin }] of balancers)
        for (let asked = 0; asked < 20; asked++)
          expect((await fetch(`${origin}/demands`)).headers.get('demarche-release'), name).toBe(id);
    };
    const forget = balancers.map(([, balancer]) => balancer.forget).join(' && ');
    const counted = await countWhile(balancers, { readers: 2, pagers: 2 }, async () => {
      await expectAll(first);
      await release('flip', second, '--forget', forget);
      await expectAll(second);
      await release('back', '--forget', forget);
      await expectAll(first);
    });
    for (const [name, counts] of Object.entries(counted)) {
      expect(counts, name).toMatchObject({ ...NOTHING_LOST, cut: [] });
      expect(counts.well, name).toBeGreaterThan(50);
    }
  });

  it('what was asked before is answered though no replica is left', async () => {
    const hasty = await startAll('', { freshFor: 1 });
    const ask = (path: string) => Promise.all(hasty.map(([, { origin }]) => fetch(origin + path)));
    const readAll = (answers: Response[]) => Promise.all(answers.map((answer) => answer.text()));
    const before = await readAll(await ask('/demands'));
    await sleep(1_100);
    replicas.kill();
    try {
      for (let n = 0; n < 10; n++) {
        const answers = await ask('/demands');
        expect(answers.map(({ status }) => status)).toEqual(hasty.map(() => 200));
        expect(await readAll(answers)).toEqual(before);
      }
      for (const answer of await ask('/parties')) {
        expect(answer.status).toBe(503);
        expect(answer.headers.get('access-control-allow-origin')).toBe('*');
        expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
        expect(answer.headers.get('content-type')).toBe('application/problem+json');
        expect(await answer.json()).toMatchObject({ type: 'about:blank', status: 503 });
      }
    } finally {
      await replicas.up();
    }
    for (const [, { origin, stop }] of hasty) {
      await waitFor(`${origin}/parties`);
      await stop();
    }
  });
});

describe('a release', () => {
  it('that is no database of ours is not staged, and one that is not staged not served', async () => {
    const file = join(emptyFolder(), 'notes.sqlite');
    writeFileSync(file, 'no database');
    await expect(release('stage', file)).rejects.toThrow('cannot be served');
    await expect(release('flip', '2020-01-01-none')).rejects.toThrow('2020-01-01-none is not staged');
    expect(await release('show')).toBe(
      [
        ...[first, second].toSorted().map((id) => `staged: ${id}`),
        ...replicas.ports.map((port) => `replica ${port}: ${first}`),
      ].join('\n'),
    );
  });
});
