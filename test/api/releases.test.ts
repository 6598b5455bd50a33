/** Releases: pinned addresses, several at once, one put in place of another, ids that were given up, and citations. */
import { createHash } from 'node:crypto';
import { appendFileSync, copyFileSync, cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import Database from 'better-sqlite3';
import Fastify from 'fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { check } from '../../src/dataset/check.ts';
import { Serving } from '../../src/serving.ts';
import { seal } from '../../src/store/file.ts';
import { openReleases } from '../../src/store/releases.ts';
import { openStore } from '../../src/store/store.ts';
import { FIXTURE, findDatabase } from '../database.ts';
import { atEnd, emptyFolder } from '../ending.ts';
import { type Api, asProblem, COLLECTIONS, type List, openApi, type Page, type Rec } from './support.ts';

/** Of an OpenAPI document, what is looked at here. */
interface Described {
  servers: { url: string }[];
  info: { description: string };
  paths: Record<string, unknown>;
}

const hash = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

/** A copy of the fixture, changed. */
function copyData(change: (folder: string) => void): string {
  const folder = join(emptyFolder(), 'data');
  cpSync(FIXTURE, folder, { recursive: true });
  change(folder);
  return folder;
}
/** The id of the release that a folder is. */
const readId = (folder: string) => check(folder).release.id;

const CATCHING_FISH = `name: Catching fish\ndefinition: Who may fish where\nparent: null\nrevised: "2031-06-01"\n`;
/** What a later release has otherwise. */
const LATER = {
  'release.yaml': `date: "2031-06-09"\ntitle: Fixture\ndescription: An invented dataset for tests\n`,
  'topics/fishing.yaml': CATCHING_FISH,
};

let api: Api;
let release: string;
beforeAll(async () => {
  api = await openApi();
  release = (await api.json('/demands')).meta.release;
});

describe('the id of a release', () => {
  it('is its day and a hash of its records as they are written, whatever order their keys have', async () => {
    expect(release).toMatch(/^2031-06-02-[0-9a-f]{8}$/);
    const reordered = copyData((folder) =>
      writeFileSync(
        join(folder, 'topics', 'arms.yaml'),
        '# said first\nrevised: "2031-06-01"\nparent: null\ndefinition: Weapons\nname: Arms\n',
      ),
    );
    const same = copyData((folder) =>
      writeFileSync(
        join(folder, 'topics', 'arms.yaml'),
        'name: Arms\ndefinition: Weapons\nparent: null\nrevised: "2031-06-01"\n',
      ),
    );
    expect(readId(reordered)).toBe(readId(same));
    expect(readId(reordered)).not.toBe(release);
  });

  it('is not that of other data of the same day, and what is said of releases is no part of it', async () => {
    const other = copyData((folder) => writeFileSync(join(folder, 'topics', 'fishing.yaml'), CATCHING_FISH));
    const told = copyData((folder) =>
      writeFileSync(
        join(folder, 'releases', '2031-05-30-cccccccc.yaml'),
        `title: One more\ndate: "2031-05-30"\nhash: ${'c'.repeat(64)}\nbefore: 2031-05-20-bbbbbbbb\nrevised: "2031-05-30"\n`,
      ),
    );
    expect(readId(other)).not.toBe(release);
    expect(readId(told)).toBe(release);
  });
});

describe('releases that were made', () => {
  it('are listed with what each added, changed and removed', async () => {
    const { data } = await api.json('/releases?sort=-date');
    expect(data.map(({ id }) => id)).toEqual(['2031-05-20-bbbbbbbb', '2031-05-01-aaaaaaaa']);
    expect(data[0]).toMatchObject({
      added: 1,
      changed: 1,
      removed: 2,
      before: { id: '2031-05-01-aaaaaaaa' },
    });
    expect(data[0]).not.toHaveProperty('changes');
    const page = await api.json<{ links: Record<string, string> }>('/releases/2031-05-20-bbbbbbbb');
    expect(page.links.changes).toMatch(/\/release_changes\?release=2031-05-20-bbbbbbbb$/);
    expect(await api.ids('/release_changes?change=changed&record=arland')).toEqual([
      '2031-05-20-bbbbbbbb.parties-arland-kind',
      '2031-05-20-bbbbbbbb.parties-arland-name',
    ]);
    const csv = await api.get('/release_changes.csv?change=removed&select=collection,record,change');
    expect(csv.body).toBe(
      'collection,record,change\r\ndemands,give-back-harbour,removed\r\ndemands,no-fishing,removed\r\n',
    );
  });

  it('tell together what became of each record since one of them', async () => {
    const { data, meta } = await api.json<{ data: Rec[]; meta: Record<string, unknown> }>(
      '/changes?since=2031-05-01-aaaaaaaa',
    );
    expect(meta).toMatchObject({ total: 4, changes: { added: 1, changed: 1, removed: 2 } });
    const releases = ['2031-05-20-bbbbbbbb'];
    expect(data).toEqual([
      {
        collection: 'demands',
        record: 'give-back-harbour',
        change: 'removed',
        fields: [],
        releases,
        became: 'demands/return-harbour',
        url: null,
      },
      {
        collection: 'demands',
        record: 'no-fishing',
        change: 'removed',
        fields: [],
        releases,
        became: null,
        url: null,
      },
      {
        collection: 'demands',
        record: 'return-harbour',
        change: 'added',
        fields: [],
        releases,
        became: null,
        url: '/demands/return-harbour',
      },
      {
        collection: 'parties',
        record: 'arland',
        change: 'changed',
        fields: ['kind', 'name'],
        releases,
        became: null,
        url: '/parties/arland',
      },
    ]);
    const none = await api.json<{ data: Rec[]; links: Record<string, string> }>(
      '/changes?since=2031-05-20-bbbbbbbb',
    );
    expect([none.data, none.links.rows]).toEqual([[], 'http://localhost:80/release_changes?limit=0']);
    const { links } = await api.json<Page>('/changes?since=2031-05-01-aaaaaaaa');
    expect(links.rows).toBe('http://localhost:80/release_changes?release=2031-05-20-bbbbbbbb');
    expect(await api.problem('/changes?since=2031-05-20-bbbbbbbc')).toMatchObject({
      errors: [{ parameter: 'since', suggestion: '2031-05-20-bbbbbbbb' }],
    });
    expect((await api.problem('/changes')).errors).toMatchObject([{ parameter: 'since' }]);
  });

  it('leave out what was added and removed again', async () => {
    const again = await openApi({
      files: {
        'releases/2031-05-30-cccccccc.yaml': [
          `title: Once more\ndate: "2031-05-30"\nhash: ${'c'.repeat(64)}\nbefore: 2031-05-20-bbbbbbbb\nchanges:`,
          '  - { collection: agreements, record: fishing-limits, change: added, field: null }',
          '  - { collection: demands, record: no-fishing, change: added, field: null }',
          '  - { collection: parties, record: arland, change: changed, field: names }',
          'revised: "2031-05-30"\n',
        ].join('\n'),
        'releases/2031-05-31-dddddddd.yaml': [
          `title: And again\ndate: "2031-05-31"\nhash: ${'d'.repeat(64)}\nbefore: 2031-05-30-cccccccc\nchanges:`,
          '  - { collection: demands, record: no-fishing, change: removed, field: null }',
          'revised: "2031-05-31"\n',
        ].join('\n'),
      },
    });
    const outcomes = async (since: string) =>
      (await again.json(`/changes?since=${since}`)).data.map(({ record, change, fields }) => [
        record,
        change,
        fields,
      ]);
    expect(await outcomes('2031-05-20-bbbbbbbb')).toEqual([
      ['fishing-limits', 'added', []],
      ['arland', 'changed', ['names']],
    ]);
    // In the order of collections and ids, whatever release it was.
    expect(await outcomes('2031-05-01-aaaaaaaa')).toEqual([
      ['fishing-limits', 'added', []],
      ['give-back-harbour', 'removed', []],
      ['no-fishing', 'removed', []],
      ['return-harbour', 'added', []],
      ['arland', 'changed', ['kind', 'name', 'names']],
    ]);
  });

  it('can be followed in a feed reader', async () => {
    const { body, headers } = await api.get('/changes.atom');
    expect(headers['content-type']).toContain('application/atom+xml');
    expect([...body.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title]) => title)).toEqual([
      'Fixture: releases',
      'The strike, and who fired',
      'The interview alone',
    ]);
    expect(body).toContain('Release 2031-05-20-bbbbbbbb: 1 added, 1 changed, 2 removed.');
    expect(body).toContain('Release 2031-05-01-aaaaaaaa, the first one.');
    // It is as new as its newest entry, not as the release that is served.
    expect(body.split('<entry>')[0]).toContain('<updated>2031-05-20T00:00:00Z</updated>');
  });
});

describe('an id that was given up', () => {
  it('leads to what it became, as it was asked for', async () => {
    const response = await api.get('/demands/give-back-harbour.csv?select=id');
    expect(response.statusCode).toBe(308);
    expect(response.headers.location).toBe('http://localhost:80/demands/return-harbour.csv?select=id');
    expect((await api.get('/demands/give-back-harbour')).headers['access-control-allow-origin']).toBe('*');
  });

  it('says why there is nothing where it was withdrawn', async () => {
    expect((await api.problem('/demands/no-fishing', 410)).detail).toBe(
      'demands/no-fishing was withdrawn: Nobody demanded it, a narrator summed up',
    );
  });
});

describe('a release under its own path', () => {
  it('answers as the newest does, with links that stay in it', async () => {
    for (const url of [
      '/demands',
      '/demands/return-harbour',
      '/search?q=harbour',
      '/statements?facet=kind&limit=2',
    ]) {
      const [plain, pinned] = await Promise.all([api.get(url), api.get(`/releases/${release}${url}`)]);
      expect(pinned.statusCode).toBe(200);
      const pin = `/releases/${release}`;
      expect(pinned.body).not.toBe(plain.body);
      expect(pinned.body.replaceAll(pin, '')).toBe(plain.body.replaceAll(pin, ''));
      for (const [, link] of pinned.body.matchAll(
        /"(?:url|self|next|cite|facet)":"((?:http:\/\/localhost:80)?\/[^"]*)"/g,
      ))
        expect(link).toContain(`${pin}/`);
    }
    const csv = await api.get(`/releases/${release}/demands.csv?select=id,url`);
    expect(csv.body).toContain(`http://localhost:80/releases/${release}/demands/return-harbour`);
  });

  it('has all that says how it is asked, of itself alone', async () => {
    const pin = `/releases/${release}`;
    const [plain, pinned] = await Promise.all(
      ['', pin].map((path) => api.json<Described>(`${path}/openapi.json`)),
    );
    expect(pinned?.servers).toEqual([{ url: pin }]);
    const { '/': root, ...others } = plain?.paths ?? {};
    expect(root).toBeDefined();
    expect(Object.keys(pinned?.paths ?? {})).toEqual(Object.keys(others));
    expect(pinned?.info.description).toContain(`](${pin}/demands.csv)`);
    expect(JSON.stringify(pinned)).not.toMatch(/localhost:3000\/(?!releases\/)/);
    expect((await api.get(`${pin}/openapi.yaml`)).body).toContain(`- url: ${pin}\n`);
    expect((await api.get(`${pin}/docs`)).headers.location).toBe('docs/');
    expect((await api.get(`${pin}/docs/`)).headers['content-type']).toContain('text/html');
    for (const path of ['/llms.txt', '/dcat.jsonld']) {
      const { body } = await api.get(pin + path);
      const own = [...body.matchAll(/http:\/\/localhost:80[^\s)"`]*/g)].map(([url]) => url);
      expect(own.length).toBeGreaterThan(20);
      expect(own.filter((url) => !url.startsWith(`http://localhost:80${pin}/`))).toEqual([]);
    }
  });

  it('is led to by its record, as that of one that is not served is not', async () => {
    const told = await openApi({
      files: {
        [`releases/${release}.yaml`]: `title: Served\ndate: "2031-06-02"\nhash: ${'c'.repeat(64)}\nbefore: 2031-05-20-bbbbbbbb\nrevised: "2031-06-02"\n`,
      },
    });
    const pin = `http://localhost:80/releases/${release}`;
    for (const path of [`/releases/${release}`, `/releases/${release}/releases/${release}`]) {
      const { links } = await told.json<Page>(path);
      expect(links).toMatchObject({ demands: `${pin}/demands`, openapi: `${pin}/openapi.json` });
      for (const name of COLLECTIONS) expect((await told.get(links[name] ?? '')).statusCode).toBe(200);
    }
    const gone = await told.json<Page>('/releases/2031-05-20-bbbbbbbb');
    expect(Object.keys(gone.links)).toEqual(['self', 'changes', 'cite']);
  });

  it('has tools for language models that ask it alone', async () => {
    const origin = await api.app.listen({ host: '127.0.0.1', port: 0 });
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${origin}/releases/${release}/mcp`)));
    atEnd(() => client.close());
    const { content } = await client.callTool({
      name: 'get',
      arguments: { collection: 'demands', id: 'return-harbour' },
    });
    const record = JSON.parse((content as { text: string }[])[0]?.text ?? '');
    expect(record).toMatchObject({
      release,
      url: `${origin}/releases/${release}/demands/return-harbour`,
      permalinks: `${origin}/releases/${release}/{collection}/{id}`,
    });
  });

  it('is refused by name where it is not served, and where it never was', async () => {
    expect((await api.problem('/releases/2031-05-01-aaaaaaaa/demands', 410)).detail).toContain(
      `/releases/${release}/…`,
    );
    expect((await api.problem('/releases/2031-01-01-00000000/demands', 404)).detail).toContain(
      'There is no release',
    );
    expect((await api.problem(`/releases/${release}/demand`, 404)).detail).toContain('Near: /demands');
  });
});

describe('several releases at once', () => {
  it('are answered each by its own, and a page of the old one leads on in it', async () => {
    const folder = emptyFolder();
    copyFileSync(api.file, join(folder, 'old.sqlite'));
    copyFileSync(findDatabase(FIXTURE, LATER), join(folder, 'new.sqlite'));
    const [old, now] = ['old', 'new'].map((name) => openStore(join(folder, `${name}.sqlite`))) as [
      never,
      never,
    ];
    const app = await createApp(
      now,
      { LOG_LEVEL: 'silent', PUBLIC_URL: 'https://x.org/d' },
      { earlier: [old] },
    );
    atEnd(() => app.close());
    const read = async (url: string) => (await app.inject(url)).json<List>();
    const before = (await read(`/releases/${release}/topics?limit=1`)).meta.next_cursor;
    expect((await read('/topics/fishing')).data).toMatchObject({ name: 'Catching fish' });
    expect((await read(`/releases/${release}/topics/fishing`)).data).toMatchObject({ name: 'Fishing' });
    const next = await app.inject(`/topics?limit=1&cursor=${before}`);
    expect(next.statusCode).toBe(307);
    expect(next.headers.location).toBe(`https://x.org/d/releases/${release}/topics?limit=1&cursor=${before}`);
    const followed = await read(`/releases/${release}/topics?limit=1&cursor=${before}`);
    expect(followed.meta.release).toBe(release);
    expect(followed.data[0]?.url).toMatch(`/d/releases/${release}/topics/`);
    // A citation made on the old one is proved by what serves both.
    const cited = await api.json<{ data: Rec }>('/cite?url=/topics');
    const checked = await read(`/cite/check?url=/releases/${release}/topics&sha256=${'0'.repeat(64)}`);
    expect(checked.data).toMatchObject({ release, pinned: true });
    expect(cited.data.release).toBe(release);
    // It is called what it was called then.
    const { data } = (await app.inject(`/cite?url=/releases/${release}/topics/fishing`)).json<{
      data: Rec;
    }>();
    expect(data.title).toBe('Fishing (topic fishing)');
  });

  it('are opened from a folder: what cannot be served is named', async () => {
    const folder = emptyFolder();
    copyFileSync(api.file, join(folder, 'a.sqlite'));
    cpSync(join(folder, 'a.sqlite'), join(folder, 'b.sqlite'));
    cpSync(join(folder, 'a.sqlite'), join(folder, 'older.sqlite'));
    const older = new Database(join(folder, 'older.sqlite'));
    older.exec('DROP INDEX demands_by_title; ALTER TABLE demands DROP COLUMN summary');
    older.close();
    seal(join(folder, 'older.sqlite'));
    writeFileSync(join(folder, 'text.sqlite'), 'no database');
    const { stores, problems } = openReleases(folder, []);
    expect(stores.map((store) => store.release.id)).toEqual([release]);
    for (const store of stores) store.close();
    expect(problems).toEqual([
      expect.stringMatching(
        /older\.sqlite is not served: its schema is older, it has no demands\.summary: version 0\.1\.0/,
      ),
      expect.stringMatching(/text\.sqlite is not served: it is no SQLite database/),
    ]);
    // As the one that is served it would have to be built anew.
    expect(() => openStore(join(folder, 'older.sqlite'))).toThrow(
      /older\.sqlite cannot be used: its schema is older.*; run npm run data:build/,
    );
    expect(openReleases(folder, [release]).stores).toEqual([]);
    expect(openReleases(join(folder, 'nowhere'), [])).toEqual({ stores: [], problems: [] });
  });
});

describe('a release that is put in place while another is served', () => {
  it('answers what is asked from then on, and the old one stays under its path', async () => {
    const folder = emptyFolder();
    const file = join(folder, 'd.sqlite');
    const releases = join(folder, 'releases');
    mkdirSync(releases);
    copyFileSync(api.file, file);
    copyFileSync(findDatabase(FIXTURE, LATER), join(folder, 'next.sqlite'));
    const lines: string[] = [];
    const count = (words: string) => lines.filter((line) => line.includes(words)).length;
    const stream = { write: (line: string) => void lines.push(line) };
    const { log } = Fastify({ logger: { level: 'info', stream } });
    const config = readConfig({ DATABASE_PATH: file, RELEASES_PATH: releases, LOG_LEVEL: 'silent' });
    const serving = await Serving.open(config, { log });
    const front = Fastify({
      serverFactory: (handler) => {
        void handler;
        return createServer((request, response) => serving.handle(request, response));
      },
    });
    await front.listen({ port: 0, host: '127.0.0.1' });
    atEnd(async () => {
      await front.close();
      await serving.close();
    });
    const base = `http://127.0.0.1:${(front.server.address() as AddressInfo).port}`;
    const read = async (path: string) => (await fetch(`${base}${path}`)).json() as Promise<List>;

    const first = await read('/demands?limit=1');
    writeFileSync(join(folder, 'broken.sqlite'), 'half a file');
    renameSync(join(folder, 'broken.sqlite'), file);
    await serving.reload();
    expect((await read('/demands')).meta.release).toBe(release);

    renameSync(join(folder, 'next.sqlite'), file);
    const asked = Array.from({ length: 20 }, () => fetch(`${base}/statements.ndjson`));
    await serving.reload();
    const answers = await Promise.all(asked.map(async (one) => (await one).text()));
    expect(new Set(answers).size).toBe(1);
    const now = (await read('/demands')).meta.release;
    expect(now).toMatch(/^2031-06-09-/);
    // Whoever pages through the old one reads on in it.
    const seen = [...first.data];
    for (let next = first.links.next; next; ) {
      const page = (await (await fetch(next)).json()) as List;
      expect(page.meta.release).toBe(release);
      seen.push(...page.data);
      next = page.links.next;
    }
    expect(seen).toHaveLength(first.meta.total);
    // The same once more is no other: what was answered before stays at hand.
    const before = count('Serving release');
    cpSync(file, join(folder, 'same.sqlite'));
    renameSync(join(folder, 'same.sqlite'), file);
    await serving.reload();
    expect(count('Serving release')).toBe(before);
    // And back: the file in the folder is served, too.
    cpSync(file, join(releases, 'x.sqlite'));
    copyFileSync(api.file, join(folder, 'back.sqlite'));
    let overwritten = 0;
    serving.watch(() => overwritten++);
    renameSync(join(folder, 'back.sqlite'), file);
    await serving.reload();
    expect((await read('/demands')).meta.release).toBe(release);
    for (const id of [release, now]) expect((await read(`/releases/${id}/demands`)).meta.release).toBe(id);
    // Whoever writes over the file in place is noticed, of one that took the place of another, too.
    const write = () => {
      appendFileSync(file, '\0');
      return overwritten;
    };
    await expect.poll(write, { interval: 300, timeout: 20_000 }).toBeGreaterThan(0);
  });
});

describe('a citation', () => {
  interface Cited {
    data: {
      title: string;
      release: string;
      url: string;
      ndjson_url: string | null;
      records: number;
      sha256: string;
      check_url: string;
      text: string;
      bibtex: string;
      csl: Record<string, unknown>;
    };
  }
  const cite = async (url: string) => (await api.json<Cited>(`/cite?url=${encodeURIComponent(url)}`)).data;

  it('of a list names release, address and proof, and the proof is the SHA-256 of its NDJSON', async () => {
    const cited = await cite('/demands?party=arland&limit=1');
    expect(cited).toMatchObject({
      title: 'Demands (party=arland, limit=1)',
      release,
      url: `http://localhost:80/releases/${release}/demands?party=arland&limit=1`,
      records: 1,
    });
    const lines = await api.get(String(cited.ndjson_url));
    expect(hash(lines.rawPayload)).toBe(cited.sha256);
    for (const part of [release, cited.url, cited.sha256, '2 June 2031']) expect(cited.text).toContain(part);
    expect(cited.text).toContain('1 record, SHA-256');
    expect((await cite('/demands')).text).toContain('3 records, SHA-256');
    expect(cited.bibtex).toMatch(/^@misc\{demarche-2031-06-02-[0-9a-f]{8}-[0-9a-f]{8},\n/);
    expect(cited.csl).toMatchObject({
      type: 'dataset',
      version: release,
      issued: { 'date-parts': [[2031, 6, 2]] },
    });
    const { data } = await api.json<{ data: Record<string, unknown> }>(
      cited.check_url.replace('http://localhost:80', ''),
    );
    expect(data).toMatchObject({ matches: true, pinned: true, found: cited.sha256 });
    // What says how it is shown is no part of the lines.
    const counted = await cite('/demands?party=arland&limit=1&facet=kind');
    expect([counted.ndjson_url, counted.sha256]).toEqual([cited.ndjson_url, cited.sha256]);
    const capital = `/cite/check?url=${encodeURIComponent(cited.url)}&sha256=${cited.sha256.toUpperCase()}`;
    expect((await api.json(capital)).data).toMatchObject({ matches: true, given: cited.sha256 });
  });

  it('is linked from every answer with records', async () => {
    for (const url of [
      '/demands?party=arland',
      '/demands/return-harbour',
      '/search?q=harbour',
      '/events/interview/accounts',
      '/demands/changes?from=2030-01-01&to=2031-06-01',
      '/changes?since=2031-05-01-aaaaaaaa',
      `/releases/${release}/parties?limit=2`,
    ]) {
      const { links } = await api.json<{ links: { cite: string } }>(url);
      const cited = await api.json<Cited>(links.cite.replace('http://localhost:80', ''));
      expect(cited.data.url).toContain(`/releases/${release}/`);
      const check = await api.json<{ data: Record<string, unknown> }>(
        cited.data.check_url.replace('http://localhost:80', ''),
      );
      expect(check.data.matches).toBe(true);
    }
  });

  it('of a record has its label; of whatever has no lines, the proof of its data', async () => {
    for (const url of ['/demands/return-harbour', '/demands/return-harbour.csv'])
      expect((await cite(url)).title).toMatch(/^[^:]+ \(demand return-harbour\)$/);
    expect((await cite('/demands.csv')).title).toBe('Demands');
    expect((await cite('/events/interview/accounts')).title).toMatch(/ \(event interview\): accounts$/);
    expect((await cite('/demands/changes?from=2030-01-01&to=2031-06-01')).title).toBe(
      'Demands, changes (from=2030-01-01, to=2031-06-01)',
    );
    const search = await cite('/search?q=harbour&limit=2');
    expect(search.title).toBe('Search (q=harbour, limit=2)');
    const { data } = await api.json('/search?q=harbour&limit=2');
    const pinned = await api.json(`/releases/${release}/search?q=harbour&limit=2`);
    expect(search).toMatchObject({ ndjson_url: null, records: data.length });
    expect(search.sha256).toBe(hash(pinned.data.map((hit) => `${JSON.stringify(hit)}\n`).join('')));
  });

  it('of a source leads to where its issuer has it, and to the record', async () => {
    const cited = await cite('/sources/third');
    expect(cited.csl.URL).toBe('https://example.org/third');
    expect(cited.text).toContain(`https://example.org/third (record: ${cited.url}, `);
    expect(cited.bibtex).toContain('url = {https://example.org/third}');
  });

  it('tells other data from what was cited', async () => {
    const { data } = await api.json<{ data: Record<string, unknown> }>(
      `/cite/check?url=/demands&sha256=${'0'.repeat(64)}`,
    );
    expect(data).toMatchObject({ matches: false, pinned: false, given: '0'.repeat(64) });
  });

  it('is refused of what is no address of this service, or answers nothing', async () => {
    for (const url of ['https://elsewhere.org/demands', 'demands', '//x/demands', 'javascript:1'])
      expect((await api.problem(`/cite?url=${encodeURIComponent(url)}`)).errors).toMatchObject([
        { parameter: 'url', detail: expect.stringContaining('no address of this service') },
      ]);
    expect((await api.problem(`/cite?url=${encodeURIComponent('/demands?partyy=x')}`)).detail).toContain(
      'partyy',
    );
    await api.problem(`/cite?url=${encodeURIComponent('/demands/none')}`, 404);
    await api.problem(`/cite?url=${encodeURIComponent('/releases/2031-05-01-aaaaaaaa/demands')}`, 410);
    expect(asProblem(await api.get('/cite'), 400).errors).toMatchObject([{ parameter: 'url' }]);
    expect((await api.problem('/cite/check?url=/demands&sha256=abc')).errors).toMatchObject([
      { parameter: 'sha256' },
    ]);
  });
});
