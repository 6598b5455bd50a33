/** Why an address leads to no record: it has another one now, it was withdrawn, or it never was. */
import type { FastifyRequest } from 'fastify';
import { splitSuffix } from '../formats/index.ts';
import { findRetirement, findRetirementOfOwner, type Retirement } from '../query/retirements.ts';
import { resourceNamed } from '../schema/index.ts';
import { isWritten, type Resource } from '../schema/resource.ts';
import type { Store } from '../store/store.ts';
import type { Context } from './context.ts';
import { HttpProblem, HttpRedirect, makeNotFoundProblem } from './problem.ts';

/** What became of a record, and what is told of it. */
interface Absence extends Omit<Retirement, 'title'> {
  /** Why: a sentence without its subject. */
  said: string;
}

/** What became of an id that was given up, or went with the record that it belonged to; undefined where it never was. */
function findAbsence(store: Store, resource: Resource, id: string): Absence | undefined {
  const own = findRetirement(store, resource.name, id);
  if (own) {
    const { title, became } = own;
    return { became, said: became ? `is ${became} now: ${title}` : `was withdrawn: ${title}` };
  }
  if (isWritten(resource)) return;
  // What belongs to a record has that record's id before its own.
  const [head = ''] = id.split('.');
  const owner = findRetirementOfOwner(store, head);
  if (!owner) return;
  const { title, of, became } = owner;
  if (!became) return { became: null, said: `went with ${of}/${head}, which was withdrawn: ${title}` };
  const moved = `${became.slice(became.indexOf('/') + 1)}${id.slice(head.length)}`;
  if (!store.has(resource.name, moved))
    return { became: null, said: `went with ${of}/${head}, which is ${became} now: ${title}` };
  return { became: `${resource.name}/${moved}`, said: `is ${resource.name}/${moved} now: ${title}` };
}

/**
 * Explains why the address of a request, `/{collection}/{id}` or something below it, leads to no record.
 * @param resource what is looked for, which may stand below a record of another collection
 */
export function explainAbsence(
  { store, pin, getBase }: Pick<Context, 'store' | 'pin' | 'getBase'>,
  request: FastifyRequest,
  resource: Resource,
): HttpProblem | HttpRedirect {
  const [, path = '', query = ''] = /^([^?]*)(.*)$/s.exec(request.url) ?? [];
  const [, collection = '', written = '', ...below] = path.slice(pin.length).split('/');
  const { id, suffix } = splitSuffix(decodeURIComponent(written));
  const asked = resourceNamed.get(collection) ?? resource;
  const absence = store.has(asked.name, id) ? undefined : findAbsence(store, asked, id);
  if (!absence) return makeNotFoundProblem(store, resource, id);
  const { became, said } = absence;
  const told = `${asked.name}/${id} ${said}`;
  const rest = below.join('/');
  // Below a record of another collection there is something else, if anything.
  if (!became || (rest && !became.startsWith(`${asked.name}/`))) return new HttpProblem(410, told);
  const location = `${getBase(request)}/${became}${suffix ? `.${suffix}` : ''}${rest && `/${rest}`}${query}`;
  return new HttpRedirect(308, location, told);
}
