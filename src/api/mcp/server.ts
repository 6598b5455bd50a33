/** The tools' server, made anew for each message. */
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { NOTES } from '../notes.ts';
import { HttpProblem } from '../problem.ts';
import type { ToolContext } from './tool.ts';
import { makeTools } from './tools.ts';

const INSTRUCTIONS = NOTES.map((note) => `- ${note}`).join('\n');

const READS = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };

const makeResult = (text: string) => ({ content: [{ type: 'text' as const, text }] });

function makeServer(toolContext: ToolContext): McpServer {
  const { title, description, version } = toolContext.context.release;
  const server = new McpServer(
    { name: 'demarche', title, version },
    { instructions: `${title}. ${description}\n\n${INSTRUCTIONS}` },
  );
  for (const { name, title, description, input, answer } of makeTools())
    server.registerTool(
      name,
      { title, description, inputSchema: input, annotations: { title, ...READS } },
      async (args) => {
        try {
          return makeResult(await answer(toolContext, args as never));
        } catch (error) {
          if (error instanceof HttpProblem) return { ...makeResult(error.message), isError: true };
          toolContext.app.log.error(error);
          return { ...makeResult('The server failed; the question may be repeated.'), isError: true };
        }
      },
    );
  return server;
}

/** Answers one message; nothing changes here that a client could subscribe to. */
export function answerMessage(toolContext: ToolContext, message: Request): Promise<Response> {
  const handler = createMcpHandler(() => makeServer(toolContext), {
    maxSubscriptions: 0,
    onerror: (error: Error) => toolContext.app.log.debug(error),
  });
  return handler.fetch(message);
}
