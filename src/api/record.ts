/** One record as it is answered: as JSON with its citations and links, or as a row. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Format, isBook, type WriterOptions } from '../formats/format.ts';
import { splitSuffix } from '../formats/index.ts';
import { writeIncludeQuery } from '../query/include.ts';
import { writeQueryString } from '../query/query.ts';
import type { RecordQuery } from '../query/schema.ts';
import { getResource } from '../schema/index.ts';
import { releaseResource } from '../schema/releases.ts';
import type { Resource } from '../schema/resource.ts';
import type { Store } from '../store/store.ts';
import { explainAbsence } from './absence.ts';
import { makeFileHeaders, send } from './answer.ts';
import { makeAsker } from './background.ts';
import { writeCiteLink } from './cite-link.ts';
import { type Context, writePin } from './context.ts';
import { refuseMisfits } from './fit.ts';
import { RELEASE_LINKS } from './links.ts';
import { addGeometry, getSelection, writeWholeBook } from './list.ts';
import { JSON_TYPE } from './media-type.ts';
import { makeMeta } from './meta.ts';
import { chooseFormat } from './negotiate.ts';
import { getIgnored } from './tracking.ts';

/** Where what belongs to a record is listed. */
function makeLinks(resource: Resource, id: string, base: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(resource.includes ?? {}).map(([name, inclusion]) => {
      const target = getResource(inclusion.collection);
      const { name: parameter, value } = writeIncludeQuery(resource, target, inclusion, id);
      return [
        name,
        `${base}/${target.name}?${writeQueryString(new URLSearchParams({ [parameter]: value }))}`,
      ];
    }),
  );
}

/** Where a release is asked, if it is served; nowhere for all other records. */
function makeReleaseLinks(
  { served, getRoot }: Context,
  request: FastifyRequest,
  resource: Resource,
  id: string,
): Record<string, string> {
  if (resource !== releaseResource || !served.has(id)) return {};
  return Object.fromEntries(
    RELEASE_LINKS.map(({ name, path }) => [name, getRoot(request) + writePin(id) + path]),
  );
}

/** The query of a record in one spelling: a whole one has its citations, said or not. */
function writeRecordParams({ select, include, citations, bom, provenance }: RecordQuery): string {
  const params = new URLSearchParams();
  const implied = select === null;
  if (bom) params.set('bom', 'true');
  const added = include.filter((name) => !implied || name !== 'citations');
  if (citations && !(implied && citations.includes('all')))
    params.set('citations', citations.length ? citations.join(',') : 'none');
  if (added.length) params.set('include', added.join(','));
  if (provenance) params.set('provenance', 'true');
  if (select) params.set('select', select.join(','));
  return params.size ? `?${writeQueryString(params)}` : '';
}

/** A record by itself in a format. */
function writeOne(
  store: Store,
  resource: Resource,
  format: Format,
  options: WriterOptions,
  id: string,
  json: string,
): string | Promise<Uint8Array> {
  if (isBook(format)) return writeWholeBook(resource, format, options, [json]);
  const { head, writeRow, foot = '' } = format.makeWriter(resource, options);
  return head + writeRow(format.located ? addGeometry(store, resource, id, json) : json) + foot;
}

/** Makes what answers with one record. */
export function makeRecordHandler(context: Context, resource: Resource) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { store, background } = context;
    const { id, suffix } = splitSuffix((request.params as { id: string }).id);
    const query = request.query as RecordQuery;
    if (!store.has(resource.name, id)) throw explainAbsence(context, request, resource);
    const format = chooseFormat(request, suffix, resource);
    refuseMisfits(resource, query, format);
    const extra = query.include.filter((name) => name !== 'citations');
    // A record comes with its citations, unless only some fields are asked for.
    const fields = query.citations?.includes('all') ? null : query.citations;
    const cited =
      resource.includes?.citations &&
      fields?.length !== 0 &&
      (query.select === null || query.citations !== null || query.include.includes('citations'));
    const selection = { ...query, citations: fields, include: [...(cited ? ['citations'] : []), ...extra] };
    const base = context.getBase(request);
    const ignored = getIgnored(request);
    const ending = suffix ?? format?.suffix ?? null;
    const self = `${base}/${resource.name}/${id}${ending ? `.${ending}` : ''}${writeRecordParams(query)}`;
    const releaseLinks = makeReleaseLinks(context, request, resource, id);
    const compute = async () => {
      const input = {
        collection: resource.name,
        id,
        selection: format ? getSelection(format, selection) : selection,
      };
      const { json } = extra.length
        ? await background.run('record', input, makeAsker(request))
        : background.runHere('record', input);
      if (format) {
        const asked = `${base}/${resource.name}/${id}.${format.suffix}${writeRecordParams({ ...query, bom: false, provenance: false })}`;
        const options = { ...query, include: selection.include, base, query: asked, release: store.release };
        return {
          body: await writeOne(store, resource, format, options, id, json),
          headers: makeFileHeaders(self, store.release, `${resource.name} ${id}`, format.suffix),
        };
      }
      const meta = JSON.stringify(makeMeta(store.release, ignored));
      const links = JSON.stringify({
        self,
        ...makeLinks(resource, id, base),
        ...releaseLinks,
        cite: writeCiteLink(base, self),
      });
      return { body: `{"data":${json},"meta":${meta},"links":${links}}` };
    };
    return send(request, reply, context, {
      mediaType: format?.mediaType ?? JSON_TYPE,
      // A release gains its links when it is served, and loses them when it is no more.
      key: Object.keys(releaseLinks).length ? `${self}\nserved` : self,
      compute,
    });
  };
}
