import type { Release } from '../store/store.ts';

/** What every answer says of itself: the release, and the parameters that were passed over where there are any. */
export const makeMeta = ({ id }: Release, ignored: readonly string[]) => ({
  release: id,
  ...(ignored.length ? { ignored: [...ignored] } : {}),
});
