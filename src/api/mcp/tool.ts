/** What a tool for language models is, and the arguments that several have. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { collections, resources } from '../../schema/index.ts';
import type { Context } from '../context.ts';

/** What a tool answers from: the application, and the client as it reaches it. */
export interface ToolContext {
  app: FastifyInstance;
  context: Context;
  /** What links begin with. */
  base: string;
  /** The client’s request, on whose account the questions are. */
  request: FastifyRequest;
}

/** A tool as it is described to models. */
export interface Tool {
  name: string;
  title: string;
  description: string;
  input: z.ZodObject;
  /** @throws {HttpProblem} whose message tells the model what to ask instead */
  answer: (toolContext: ToolContext, args: never) => Promise<string>;
}

/** A tool whose arguments are those of its input. */
export const defineTool = <T extends z.ZodObject>(
  tool: Omit<Tool, 'input' | 'answer'> & {
    input: T;
    answer: (toolContext: ToolContext, args: z.output<T>) => Promise<string>;
  },
): Tool => tool as never;

/** Records a page: as many as are usual, and most. */
export const [USUAL, MOST] = [10, 50];
/** A collection, lists inside records included. */
export const collection = z.enum(collections.map(({ name }) => name) as [string, ...string[]]);
/** A collection of records that have pages of their own. */
export const recordCollection = z.enum(resources.map(({ name }) => name) as [string, ...string[]]);
/** Where the page before ended. */
export const cursor = z
  .string()
  .optional()
  .describe('`next_cursor` of the answer before, for the next page of the same question');
/** Records a page. */
export const limit = z.int().min(1).max(MOST).default(USUAL).describe('Records a page');
/** A value of a filter, or several. */
export const oneOrMore = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.union([z.string(), z.number()])),
]);
/** A date as EDTF writes it. */
export const day = z.string().describe('A date: 2022, 2022-03 or 2022-03-29');
