/**
 * Has processes and threads begin in half the time. To each of Drizzle’s hundred modules, and to each place that imports one, Node
 * reads the package’s description anew, which lists so many entries that it takes most of the start of a process or
 * thread. Nothing else is resolved otherwise than it would be.
 */
import { type ResolveFnOutput, registerHooks } from 'node:module';

const INSIDE = '/node_modules/drizzle-orm/';

/** Entries of the package that were found: the same ones from wherever they are imported. */
const found = new Map<string, ResolveFnOutput>();

registerHooks({
  resolve(specifier, context, resolveNext) {
    const { parentURL, conditions } = context;
    // A module of the package that names another: all of those are modules.
    if (/^\.\.?\/.*\.js$/.test(specifier) && parentURL?.includes(INSIDE))
      return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true };
    if (!/^drizzle-orm(\/|$)/.test(specifier) || !conditions.includes('import'))
      return resolveNext(specifier, context);
    const known = found.get(specifier) ?? resolveNext(specifier, context);
    found.set(specifier, known);
    return { ...known, shortCircuit: true };
  },
});
