/** A scale of time on which empty years are left out: its parts, where they stand, and what is written under them. */
import { scaleUtc } from 'd3-scale';
import { toTime } from '../dates.ts';

/** Days between entries from which on it is told that nobody spoke. */
const LONG = 60;
/** Milliseconds of a day. */
export const DAY = 86_400_000;

/** Whether nobody spoke for so long between two days that it is told. */
export const isSilence = (from: string, to: string): boolean => toTime(to) - toTime(from) >= LONG * DAY;

/** What is left free at either end of the line. */
export const MARGIN = 16;
/** Half the width that a label of the axis takes. */
const LABEL = 31;
/** Width of a break in the line: labels on either side of it fit, that at an end of the drawing too. */
const BREAK = 84;
/** What is broken: a year and more, that would take a third of the line or more from all else. */
const EMPTY = 365 * DAY;
const SHARE = 1 / 3;

/** A part of the line, from one time to another: to scale, or broken. */
export interface Piece {
  from: number;
  to: number;
  isBroken: boolean;
}

/** The time between entries, with what is broken: the longest first, until none squeezes the rest. */
export function cutTime(times: readonly number[]): Piece[] {
  const pieces = times
    .slice(1)
    .map((to, index): Piece => ({ from: times[index] ?? to, to, isBroken: false }));
  for (;;) {
    const whole = pieces.filter(({ isBroken }) => !isBroken);
    const [longest] = whole.toSorted((a, b) => b.to - b.from - (a.to - a.from));
    const all = whole.reduce((sum, { from, to }) => sum + to - from, 0);
    if (!longest) return pieces;
    const size = longest.to - longest.from;
    // What is left has to be worth a scale of its own.
    if (size < EMPTY || size < all * SHARE || all - size < LONG * DAY) return pieces;
    longest.isBroken = true;
  }
}

/**
 * Labels of a part that is to scale: years where it is long, else months or days with their year. Where there is room for
 * one alone, when it begins and when it ends: that is where marks are.
 */
function labelPiece(from: number, to: number, wide: number) {
  const scale = scaleUtc([from, to], [0, wide]);
  const most = Math.max(1, Math.floor(wide / (2.5 * LABEL)));
  const ticks = to > from && most > 1 ? scale.ticks(most) : [];
  const shown = ticks.length ? ticks : to > from ? [new Date(from), new Date(to)] : [new Date(from)];
  const step = shown[1] ? shown[1].getTime() - (shown[0]?.getTime() ?? 0) : 0;
  const format = scale.tickFormat(
    most,
    step > 300 * DAY ? '%Y' : step === 0 || step > 25 * DAY ? '%b %Y' : '%-d %b',
  );
  const words = shown.map((tick) => ({ time: tick.getTime(), word: format(tick) }));
  return words.filter(({ word }, index) => word !== words[index - 1]?.word);
}

/** The day of a time, as dates are written. */
export const writeDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** A part of the line, and where it begins and ends. */
export interface PlacedPiece extends Piece {
  start: number;
  end: number;
}

/** Where each part stands on a line of a width. */
export function placePieces(pieces: readonly Piece[], width: number): PlacedPiece[] {
  const broken = pieces.filter(({ isBroken }) => isBroken).length;
  const all = pieces.reduce((sum, { from, to, isBroken }) => sum + (isBroken ? 0 : to - from), 0);
  const unit = (width - 2 * MARGIN - broken * BREAK) / all;
  let left = MARGIN;
  return pieces.map((piece) => {
    const start = left;
    left += piece.isBroken ? BREAK : (piece.to - piece.from) * unit;
    return { ...piece, start, end: left };
  });
}

/** Parts that are to scale and follow on each other, as one; of a single time between two breaks, that. */
function joinPieces(
  placed: readonly PlacedPiece[],
): { from: number; to: number; start: number; end: number }[] {
  const joined: { from: number; to: number; start: number; end: number }[] = [];
  for (const [index, { from, to, start, end, isBroken }] of placed.entries()) {
    const last = joined.at(-1);
    if (!isBroken && last?.to === from) Object.assign(last, { to, end });
    else if (!isBroken) joined.push({ from, to, start, end });
    else {
      if (!last || last.to < from) joined.push({ from, to: from, start, end: start });
      const next = placed[index + 1];
      if (!next) joined.push({ from: to, to, start: end, end });
    }
  }
  return joined;
}

/** A place in a drawing, to a tenth of a pixel. */
export const round = (place: number): number => Math.round(place * 10) / 10;

/** Where a time stands on the line. */
export function makeScale(placed: readonly PlacedPiece[]): (time: number) => number {
  const last = placed.at(-1);
  const scale = scaleUtc(
    [...placed.map(({ from }) => from), last?.to ?? 0],
    [...placed.map(({ start }) => start), last?.end ?? 0],
  );
  return (time) => round(scale(time) ?? 0);
}

/** What is written under the line, where there is room for it: its place, and that of the middle of the word. */
export function placeTicks(placed: readonly PlacedPiece[], width: number) {
  const at = makeScale(placed);
  let free = 0;
  return joinPieces(placed)
    .flatMap(({ from, to, end, start }) => labelPiece(from, to, end - start))
    .flatMap(({ time, word }) => {
      const place = at(time);
      const middle = Math.min(width - LABEL, Math.max(LABEL, place));
      if (middle - LABEL < free) return [];
      free = middle + LABEL;
      return [{ place, middle, word }];
    });
}
