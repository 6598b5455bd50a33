import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, asProblem, EVERY, shareApi } from './support.ts';

let api: Api;
beforeAll(async () => {
  api = await shareApi();
});

describe('a path that leads nowhere', () => {
  it('with a wrong id: 404 with ids that are near', async () => {
    const problem = await api.problem('/demands/return-harbor', 404);
    expect(problem).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: expect.stringContaining('return-harbour'),
      errors: [
        {
          parameter: 'id',
          detail: 'no such record',
          allowed: ['return-harbour'],
          suggestion: 'return-harbour',
        },
      ],
    });
    expect((await api.problem('/parties/russia', 404)).detail).toContain('/parties');
    for (const name of EVERY)
      expect((await api.problem(`/${name}/no-such-thing-here`, 404)).errors).toEqual([
        { parameter: 'id', detail: 'no such record' },
      ]);
  });

  it('with the id of another collection', async () => {
    await api.problem('/demands/arland', 404);
    await api.problem('/reports/return-harbour', 404);
    await api.problem('/demands/Return-Harbour', 404);
  });

  it('with an id that no record can have', async () => {
    for (const id of [
      '%20',
      '%00',
      '..%2F..%2Fetc%2Fpasswd',
      "'%20OR%201=1--",
      '%F0%9F%90%89',
      'a%2Fb',
      '%C3%A9',
    ])
      await api.problem(`/demands/${id}`, 404);
    // A suffix is one behind an id.
    for (const id of ['csv', 'json'])
      expect((await api.problem(`/demands/${id}`, 404)).detail, id).toContain(`“${id}”`);
  });

  it('with an id that is too long', async () => {
    // An id of a citation is made of others' and may be as long as 400 characters.
    for (const length of [101, 150, 400])
      for (const name of ['demands', 'citations'])
        expect((await api.problem(`/${name}/${'a'.repeat(length)}`, 404)).errors).toMatchObject([
          { parameter: 'id', detail: 'no such record' },
        ]);
    for (const length of [401, 5000]) {
      const response = await api.get(`/demands/${'a'.repeat(length)}`);
      asProblem(response, response.statusCode);
      expect(response.statusCode).toBeGreaterThanOrEqual(404);
      expect(response.statusCode).toBeLessThan(500);
    }
  });

  it('with malformed percent escapes', async () => {
    for (const path of [
      '/%',
      '/%zz',
      '/demands/%',
      '/demands/%E0%A4%A',
      '/%E0%A4%A/x',
      '/demands%zz?limit=1',
    ])
      await api.problem(path, 400);
  });

  it('that is unknown', async () => {
    expect((await api.problem('/demand', 404)).detail).toContain('/demands');
    expect((await api.problem('/demands.xml', 404)).detail).toContain('/demands');
    expect((await api.problem('/nothing-like-it', 404)).detail).toContain('listed at /');
    for (const path of [
      '/demands/return-harbour/more',
      '/demands/return-harbour.xml',
      '/Demands',
      '/demands.CSV',
      '/docs/nothing',
      '/search/x',
      '/.env',
      '/favicon.ico',
    ])
      await api.problem(path, 404);
    for (const path of ['/search.csv', '/demands/return-harbour/more.csv', '/nothing.tsv']) {
      const response = await api.get(path);
      expect(response.statusCode, path).toBe(404);
      expect(response.headers['content-type']).toMatch(/^text\/(csv|tab-separated-values)/);
    }
  });

  it('and a trailing slash is no other path', async () => {
    expect((await api.json('/demands/')).meta.total).toBe(3);
    expect((await api.json<{ data: { id: string } }>('/topics/arms/')).data.id).toBe('arms');
    await api.problem('/demands//', 404);
  });
});
