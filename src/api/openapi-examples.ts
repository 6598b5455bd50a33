import type { FastifyInstance } from 'fastify';
import type { Context } from './collections.ts';
export async function addExamples(app: FastifyInstance, _: Context): Promise<object> {
  return app.swagger();
}
