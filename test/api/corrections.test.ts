import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, asProblem, shareApi } from './support.ts';

let api: Api;
beforeAll(async () => {
  api = await shareApi();
});

describe('corrections', () => {
  it('are found by the record they changed', async () => {
    const { data } = await api.json('/corrections?record=weapons/falcon');
    expect(data.map(({ id }) => id)).toEqual(['bases-wish']);
    expect(data[0]).toMatchObject({ removed: 'statements/easing-second', date: '2031-06-02' });
    expect((await api.json('/corrections?sort=-date')).data.map(({ id }) => id)).toEqual([
      'bases-wish',
      'date-of-strike',
    ]);
  });
});

describe('the feed of corrections', () => {
  it('has them, the newest first, as Atom', async () => {
    const response = await api.get('/corrections.atom');
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(response.headers['access-control-allow-origin']).toBe('*');
    expect(response.body).toBe(`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>http://localhost:80/corrections.atom</id>
  <title>Fixture: corrections</title>
  <updated>2031-06-02T00:00:00Z</updated>
  <author><name>Fixture</name></author>
  <link rel="self" href="http://localhost:80/corrections.atom"/>
  <link rel="alternate" href="http://localhost:80/corrections?sort=-date"/>
  <entry>
    <id>http://localhost:80/corrections/bases-wish</id>
    <title>A wish &amp; “hope” was called a demand</title>
    <updated>2031-06-02T00:00:00Z</updated>
    <link href="http://localhost:80/corrections/bases-wish"/>
    <summary>Now: It is a wish, as the source has it. Records: statements/easing, weapons/falcon. Removed: statements/easing-second. Noticed by: A reader.</summary>
  </entry>
  <entry>
    <id>http://localhost:80/corrections/date-of-strike</id>
    <title>The strike had the day of the report</title>
    <updated>2031-06-01T00:00:00Z</updated>
    <link href="http://localhost:80/corrections/date-of-strike"/>
    <summary>Now: No day is stated. Records: events/strike. Noticed by: The second reader.</summary>
  </entry>
</feed>
`);
  });

  it('is revalidated by its tag, and refuses parameters', async () => {
    const { headers } = await api.get('/corrections.atom');
    expect((await api.get('/corrections.atom', { 'if-none-match': String(headers.etag) })).statusCode).toBe(
      304,
    );
    asProblem(await api.get('/corrections.atom?limit=1'), 400);
  });
});
