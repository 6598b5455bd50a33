/**
 * The process. What serves is loaded once signals are heard: it takes most of a start, in which a signal would end the
 * process, or be lost where it is the first of a container.
 */
import './loading.ts';
import type { Serving } from './serving.ts';

let serving: Serving | undefined;
// Told before there is anything to replace it does nothing: at the end of the start what has changed by then is opened.
process.on('SIGUSR2', () => serving?.reload());

const ENDING = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
/** Ends a process that answers nobody yet. */
const end = () => process.exit(0);
for (const signal of ENDING) process.on(signal, end);

const { serve } = await import('./serve.ts');
await serve((opened) => {
  serving = opened;
  for (const signal of ENDING) process.off(signal, end);
});
