/** How things are measured: in rounds, one contender after the other in each. */
import type { Figure, Series, Target, Unit } from './figures.ts';
import type { Server } from './servers/server.ts';

/** Something that yields one value for each of its series whenever it is measured. */
export interface Contender {
  series: { name: string; unit: Unit }[];
  once(): Promise<number[]>;
}

/** A contender with a single series. */
export const single = (name: string, unit: Unit, once: () => Promise<number>): Contender => ({
  series: [{ name, unit }],
  once: async () => [await once()],
});

/** Measures A B C, A B C, …: what drifts on the machine falls on all alike. The first measurement of each is left out. */
export async function interleaved(rounds: number, contenders: readonly Contender[]): Promise<Series[]> {
  for (const contender of contenders) await contender.once();
  const found = contenders.map(({ series }) => series.map((one): Series => ({ ...one, rounds: [] })));
  for (let round = 0; round < rounds; round++)
    for (const [index, contender] of contenders.entries())
      for (const [at, value] of (await contender.once()).entries()) found[index]?.[at]?.rounds.push(value);
  return found.flat();
}

/** Uses servers and ends them, whatever happens; they start one after the other. */
export async function using<T>(
  starts: readonly (() => Promise<Server>)[],
  use: (...servers: Server[]) => Promise<T>,
): Promise<T> {
  const servers: Server[] = [];
  try {
    for (const begin of starts) servers.push(await begin());
    return await use(...servers);
  } catch (error) {
    const told = servers.map((server) => server.complaint()).filter((complaint) => complaint !== '');
    throw new Error([(error as Error).message, ...told].join('; a server ended: '), { cause: error });
  } finally {
    await Promise.all(servers.map((server) => server.end()));
  }
}

export const atLeast = (label: string, bound: number, series: string, against: string): Target => ({
  label,
  series,
  against,
  at: 'least',
  bound,
});

export const atMost = (label: string, bound: number, series: string, against: string): Target => ({
  label,
  series,
  against,
  at: 'most',
  bound,
});

/** A figure whose base is its last series. */
export const figureOf = (
  scenario: string,
  title: string,
  size: number | null,
  series: Series[],
  targets: Target[] = [],
  more: Partial<Pick<Figure, 'base' | 'notes'>> = {},
): Figure => ({ scenario, title, size, base: series.at(-1)?.name ?? '', series, targets, ...more });

/** @throws where something that has to hold before anything is measured does not */
export function ensure(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
