/** All that is asked of one release: the same routes for whichever is served, under whatever path. */
import type { FastifyInstance } from 'fastify';
import { collections } from '../schema/index.ts';
import { addAccountsRoute } from './accounts.ts';
import { addChangesRoute } from './changes.ts';
import { addCiteRoutes } from './cite.ts';
import { addCollectionRoutes } from './collections.ts';
import type { Context } from './context.ts';
import { addDcatRoute } from './dcat.ts';
import { addDocsRoutes, addOpenapiRoutes, type WriteDocument } from './docs.ts';
import { addDownloadRoutes } from './downloads.ts';
import { addFeedRoutes } from './feed.ts';
import { addFigureRoutes } from './figures.ts';
import { addLlmsRoute } from './llms.ts';
import { addMcpRoute } from './mcp/route.ts';
import { addPages } from './pages.ts';
import { addReleaseChangesRoute } from './release-changes.ts';
import { addSearchRoute } from './search.ts';
import { addSqlRoutes } from './sql.ts';
import { addVerifyRoute } from './verify.ts';
import { addWordingRoute } from './wording.ts';

/**
 * Adds every route that answers from a release's records, and what says how they are asked.
 * @param write writes the OpenAPI document of these routes
 */
export async function addRoutes(app: FastifyInstance, context: Context, write: WriteDocument): Promise<void> {
  await addPages(app, context);
  await addFigureRoutes(app, context);
  addSearchRoute(app, context);
  addWordingRoute(app, context);
  await addVerifyRoute(app, context);
  for (const resource of collections) addCollectionRoutes(app, context, resource);
  addChangesRoute(app, context);
  addReleaseChangesRoute(app, context);
  addCiteRoutes(app, context);
  addAccountsRoute(app, context);
  addFeedRoutes(app, context);
  addDownloadRoutes(app, context);
  await addSqlRoutes(app, context);
  addDcatRoute(app, context);
  addLlmsRoute(app, context);
  await addMcpRoute(app, context);
  addOpenapiRoutes(app, context, write);
  await addDocsRoutes(app, context);
}
