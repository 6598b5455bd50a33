/** Where events stand on a line of time. */
import { describe, expect, it } from 'vitest';
import { drawMark, drawTimeline, type Event } from '../../src/pages/figures/timeline.ts';

const event = (date: string, date_earliest: string, date_latest: string) =>
  ({
    title: date,
    name: date,
    id: date,
    url: `/events/${date}`,
    type: 'ASSAULT',
    date,
    date_earliest,
    date_latest,
  }) as unknown as Event;

describe('a mark', () => {
  const place = {
    x: (time: number) => time / 1e9,
    start: 0,
    end: Date.UTC(2040),
    narrow: 4,
    top: 0,
    tall: 7,
  };
  const draw = (...days: [string, string, string]) => drawMark(event(...days), place).mark.text;

  it('is pale where some day of a month is meant, and full from one day to another', () => {
    expect(draw('2031-05', '2031-05-01', '2031-05-31')).toContain('vague');
    expect(draw('2031-05-01/2031-05-03', '2031-05-01', '2031-05-03')).not.toContain('vague');
    expect(draw('2031-05-01', '2031-05-01', '2031-05-01')).not.toContain('vague');
  });

  it('stands beneath another on which it would lie, and beside one on which it would not', () => {
    const days = ['2031-01-01', '2031-01-01', '2031-06-01', '2031-12-01'];
    expect(drawTimeline([event('2031-01-01', '2031-01-01', '2031-01-01')])).toBeNull();
    const figure = drawTimeline(days.map((day) => event(day, day, day)));
    // Of both drawings the one for a desk: on a phone names stand above, and marks lower.
    const content = JSON.stringify(figure?.picture);
    const tops = [...content.matchAll(/<path class=\\"when\\" d=\\"M[\d.]+ (\d+)h/g)].map(([, top]) =>
      Number(top),
    );
    expect(tops).toEqual([6, 15, 6, 6]);
  });
});
