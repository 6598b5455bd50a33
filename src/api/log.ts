/** The log: JSON, one line each, written while nothing else is to be done. */
import pino, { type DestinationStream } from 'pino';

/** Where logs go: the standard output, without waiting for it; whatever is left is written when the process ends. */
export const makeLogStream = (): DestinationStream => pino.destination({ dest: 1, sync: false });

/** What is logged of a request: nothing of what was asked for. */
export interface RequestLine {
  id: string;
  /** The route's pattern, such as `/demands/:id`. */
  route: string;
  status: number;
  milliseconds: number;
  bytes: number;
  /** Whether it came out of the cache. */
  kept: boolean;
}

/** Makes what logs a request. The line is put together by hand: pino takes as long as a kept answer does. */
export const makeRequestLog = (stream: DestinationStream) => (line: RequestLine) => {
  const { id, route, status, milliseconds, bytes, kept } = line;
  stream.write(
    `{"level":30,"time":${Date.now()},"reqId":"${id}","route":"${route}","status":${status},"ms":${milliseconds.toFixed(1)},"bytes":${bytes},"kept":${kept},"msg":"request"}\n`,
  );
};
