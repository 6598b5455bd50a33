import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { openStore } from '../../src/store/store.ts';
import { FIXTURE, findDatabase } from '../database.ts';
import { atEnd, emptyFolder } from '../ending.ts';
import { RICH } from './rich.ts';
import { asProblem, openApi } from './support.ts';

describe('a failure of ours', () => {
  it('is a problem, too, that tells nothing of the inside and is not kept', async () => {
    const broken = await openApi();
    expect((await broken.get('/demands?limit=1')).statusCode).toBe(200);
    broken.store.close();
    for (const url of [
      '/demands?limit=2',
      '/search?q=harbour',
      '/demands/return-harbour',
      '/demands?party=arland',
    ]) {
      const response = await broken.get(url);
      const problem = asProblem(response, 500);
      expect(problem.title).toBe('Internal Server Error');
      expect(problem.detail).not.toMatch(/sqlite|database|connection|SELECT|\.ts/i);
      for (const header of ['content-encoding', 'link']) expect(response.headers[header]).toBeUndefined();
      asProblem(await broken.get(url, { 'accept-encoding': 'br' }), 500);
    }
  });
});

describe('a file that was replaced', () => {
  it('is 503, with when to ask again', async () => {
    const file = join(emptyFolder(), 'served.sqlite');
    copyFileSync(findDatabase(), file);
    const old = openStore(file);
    const app = await createApp(old, { LOG_LEVEL: 'silent', PUBLIC_URL: undefined }, { heavyFrom: 0 });
    atEnd(async () => {
      await app.close();
      old.close();
    });
    copyFileSync(findDatabase(FIXTURE, RICH), `${file}.new`);
    renameSync(`${file}.new`, file);
    const response = await app.inject('/statements?facet=kind');
    expect(asProblem(response, 503).title).toBe('Service Unavailable');
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    expect((await app.inject('/statements?limit=1')).headers['retry-after']).toBeUndefined();
  });
});
