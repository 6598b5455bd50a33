import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, openApi } from '../api/support.ts';
import { DRAWN_FILES } from './support.ts';

let api: Api;
let release: string;
beforeAll(async () => {
  api = await openApi({ files: DRAWN_FILES, publicUrl: 'https://data.example/demarche' });
  release = String((await api.get('/')).headers['demarche-release']);
});
afterAll(() => api.app.close());

/** Pages, with the figures that they have. */
const SHOWN: [page: string, figures: string[]][] = [
  ['/', ['agreement/demands', 'time/positions']],
  ['/demands/return-harbour', ['life/demands/return-harbour']],
  ['/events', ['timeline/events']],
  ['/events?type=ASSAULT', []],
  ['/statements/return-harbour', ['wording/statements/return-harbour']],
  ['/sources/envoy', ['passages/sources/envoy']],
  ['/regions', ['map/regions']],
];
const FIGURES = SHOWN.flatMap(([, figures]) => figures);
const DRAWN = FIGURES.filter((figure) => /^(time|life|timeline|map|passages)\//.test(figure));

const open = async (url: string) => {
  const { statusCode, headers, body } = await api.get(url, { accept: 'text/html' });
  return {
    statusCode,
    body,
    policy: String(headers['content-security-policy']),
    type: headers['content-type'],
  };
};

describe('a figure', () => {
  it.each(SHOWN)(
    'of %s is led to where it stands by itself, of this release for good',
    async (url, figures) => {
      // The root of a release is its record.
      for (const pin of url === '/' ? [''] : ['', `/releases/${release}`]) {
        const { body } = await open(pin + url);
        const addresses = [...body.matchAll(/href="([^"]*\/figures\/[^"]*)"/g)].map(([, address]) => address);
        for (const figure of figures)
          expect(addresses).toContain(`/demarche/releases/${release}/figures/${figure}`);
        if (!figures.length) expect(addresses).toEqual([]);
      }
    },
  );

  it.each(FIGURES)('%s may be framed by anybody, and leads to what it is drawn from', async (figure) => {
    for (const pin of ['', `/releases/${release}`]) {
      const { statusCode, body, policy, type } = await open(`${pin}/figures/${figure}`);
      expect(statusCode, body).toBe(200);
      expect(type).toBe('text/html; charset=utf-8');
      expect(policy).not.toContain('frame-ancestors');
      expect(policy).not.toContain('unsafe');
      const source = figure.slice(figure.indexOf('/'));
      expect(body).toContain(`href="/demarche${pin}${source}"`);
      const cite = encodeURIComponent(`https://data.example/demarche/releases/${release}${source}`);
      expect(body).toContain(`/cite?url=${cite}`);
      expect(body).toContain(release);
      expect(body).toContain('target="_blank"');
    }
  });

  it.each(DRAWN)('%s is a file, too, whole in itself', async (figure) => {
    const { statusCode, body, policy, type } = await open(`/figures/${figure}.svg`);
    expect(statusCode, body).toBe(200);
    expect(type).toBe('image/svg+xml; charset=utf-8');
    const [, style = ''] = /<style>([^<]*)<\/style>/.exec(body) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
    // Programs that open files know no variables, no page and no host.
    expect(body).not.toContain('var(');
    expect(body).not.toMatch(/href="\//);
    expect(body).toContain('xmlns="http://www.w3.org/2000/svg"');
    const words = body.replaceAll(/<\/text>\s*<text[^>]*>/g, ' ');
    expect(words).toContain(
      `Demarche, release ${release}, https://data.example/demarche/releases/${release}/`,
    );
    // Each reference within it is to something in it.
    const drawing = body.replace(style, '');
    const ids = new Set([...drawing.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
    for (const [, id] of drawing.matchAll(/(?:href="#|url\(#)([\w-]+)/g)) expect(ids).toContain(id);
  });

  it('of regions says how many of them it cannot show', async () => {
    expect((await open('/figures/map/regions.svg')).body).toContain('2 of 3 regions have a place');
  });

  it('of time tells what was made firmer from what was made weaker', async () => {
    const { body } = await open('/figures/time/positions?demand=return-harbour');
    const [wide = ''] = /<svg class="drawing wide[\s\S]*?<\/svg>/.exec(body) ?? [];
    const at = (turn: RegExp) => [...wide.matchAll(turn)].map(([, x]) => Number(x));
    const [firmer, weaker] = [at(/M(\d+) \d+l5 -8 5 8z/g), at(/M(\d+) \d+l5 8 5 -8z/g)];
    expect([firmer.length, weaker.length]).toEqual([1, 1]);
    // Hardened in 2030, softened in 2031.
    expect(firmer[0]).toBeLessThan(weaker[0] ?? 0);
  });

  it('of a list is of what the list is asked for', async () => {
    const all = (await open('/figures/agreement/demands')).body;
    const one = (await open('/figures/agreement/demands?id=return-harbour')).body;
    expect(all.match(/<th scope="row">/g)?.length).toBe((await api.all('demands')).length);
    expect(one.match(/<th scope="row">/g)?.length).toBe(1);
    expect(one).toContain('Return of the harbour');
  });

  it('that there is not, or that nothing can be drawn of, says so', async () => {
    expect((await open('/figures/time/positions?party=nobody')).statusCode).toBe(400);
    expect((await open('/figures/life/demands/nothing')).statusCode).toBe(404);
    expect((await open('/figures/time/demands')).statusCode).toBe(404);
    const table = await api.get('/figures/agreement/demands.svg');
    expect(table.statusCode).toBe(404);
    expect(table.json().detail).toContain('no SVG');
    const nothing = await api.get('/figures/timeline/events?q=nowhere');
    expect(nothing.statusCode).toBe(404);
    expect(nothing.json().detail).toContain('too little to draw');
  });
});
