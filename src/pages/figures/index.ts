/** Every figure that has an address of its own: another one is a file beside this, and a line here. */
import { agreementFigure } from './agreement.ts';
import type { FigureSource } from './figure.ts';
import { lifeFigure } from './life.ts';
import { mapFigure } from './map.ts';
import { topicsFigure, whoFigure } from './matrix.ts';
import { passagesFigure } from './passages.ts';
import { sharesFigure } from './shares.ts';
import { timeFigure } from './time.ts';
import { timelineFigure } from './timeline.ts';
import { wordingFigure } from './wording.ts';

/** Figures, by no order that counts. */
export const figures: readonly FigureSource[] = [
  whoFigure,
  topicsFigure,
  agreementFigure,
  timeFigure,
  lifeFigure,
  timelineFigure,
  mapFigure,
  passagesFigure,
  sharesFigure,
  wordingFigure,
];
