/** Every page, by the route of the answer that it shows: another one is a file beside this, and a line here. */
import { collections } from '../schema/index.ts';
import { makeListPage } from './list.ts';
import type { Page } from './page.ts';
import { makeRecordPage } from './record.ts';
import { searchPage } from './search.ts';

/** Pages made for one kind of answer; all other lists and records have those that any has. */
const own: readonly Page[] = [searchPage];

/** Pages by their routes. */
export const pages: ReadonlyMap<string, Page> = new Map(
  [...collections.flatMap((resource) => [makeListPage(resource), makeRecordPage(resource)]), ...own].map(
    (page) => [page.route, page],
  ),
);
