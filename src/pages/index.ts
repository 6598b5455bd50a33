/** Every page, by the route of the answer that it shows: another one is a file beside this, and a line here. */
import { collections } from '../schema/index.ts';
import { accountsPage } from './accounts.ts';
import { changesPage } from './changes.ts';
import { checkPage } from './check.ts';
import { citePage } from './cite.ts';
import { commitmentsPage } from './commitments.ts';
import { demandPage } from './demand.ts';
import { demandsPage } from './demands.ts';
import { downloadsPage } from './downloads.ts';
import { entityPages } from './entities.ts';
import { eventsPage } from './events.ts';
import { figureListPage } from './figure-list.ts';
import { homePage } from './home.ts';
import { makeListPage } from './list.ts';
import type { Page } from './page.ts';
import { quotationsPage } from './quotations.ts';
import { makeRecordPage } from './record.ts';
import { regionsPage } from './regions.ts';
import { searchPage } from './search.ts';
import { sourcePage } from './source.ts';
import { statementPage } from './statement.ts';

/** Pages made for one kind of answer; all other lists and records have those that any has. */
const own: readonly Page[] = [
  homePage,
  searchPage,
  demandsPage,
  demandPage,
  changesPage,
  accountsPage,
  commitmentsPage,
  ...entityPages,
  eventsPage,
  regionsPage,
  citePage,
  checkPage,
  statementPage,
  sourcePage,
  quotationsPage,
  downloadsPage,
  figureListPage,
];

/** Pages by their routes. */
export const pages: ReadonlyMap<string, Page> = new Map(
  [...collections.flatMap((resource) => [makeListPage(resource), makeRecordPage(resource)]), ...own].map(
    (page) => [page.route, page],
  ),
);
