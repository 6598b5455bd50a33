/** JSON-LD 1.1: what a collection's fields mean by public vocabularies, and by the dictionary where those have no word. */
import type * as z from 'zod';
import { slugify } from '../schema/citation.ts';
import { embeddings, evidences, references } from '../schema/fields.ts';
import { getResource } from '../schema/index.ts';
import { getFullSchema, toPascalCase } from '../schema/present.ts';
import { definitions, type Resource } from '../schema/resource.ts';
import { getElement, getMark, getShape, isDate, isDay } from '../schema/walk.ts';
import { type StreamFormat, type WriterOptions, writeAbsolute } from './format.ts';

type Schema = z.core.$ZodType;
type Rec = Record<string, unknown>;
/** What a key means: an IRI, or with how its values are read (JSON-LD 1.1 §9.15.1). */
type Term = string | Rec;
type Terms = Record<string, Term>;

const VOCABULARIES = {
  schema: 'https://schema.org/',
  oa: 'http://www.w3.org/ns/oa#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

/** Fields that mean the same wherever they stand. */
const COMMON: Terms = {
  id: 'schema:identifier',
  url: '@id',
  name: 'schema:name',
  title: 'schema:name',
  summary: 'schema:description',
  description: 'schema:description',
  definition: 'schema:description',
  revised: { '@id': 'schema:dateModified', '@type': 'xsd:date' },
  wikidata: {
    '@id': 'schema:sameAs',
    '@type': '@id',
    '@context': { '@base': 'http://www.wikidata.org/entity/' },
  },
};

/** Selectors (W3C Web Annotation Data Model §4.2.4, §4.2.5, §4.2.9). */
const SELECTOR: Terms = {
  type: '@type',
  TextPositionSelector: 'oa:TextPositionSelector',
  TextQuoteSelector: 'oa:TextQuoteSelector',
  start: 'oa:start',
  end: 'oa:end',
  exact: 'oa:exact',
  refinedBy: 'oa:refinedBy',
};

/**
 * What records are and their fields mean by schema.org and, of evidence, by the W3C Web Annotation Vocabulary. Demands
 * have no type there: schema.org's is a wish to buy, and its ClaimReview a verdict.
 */
const STANDARD: Record<string, { type?: string; terms?: Terms }> = {
  parties: { type: 'schema:Organization', terms: { part_of: 'schema:parentOrganization' } },
  sources: {
    type: 'schema:CreativeWork',
    terms: {
      headline: 'schema:headline',
      outlet: 'schema:publisher',
      published: 'schema:datePublished',
      language: 'schema:inLanguage',
      official_url: { '@id': 'schema:url', '@type': '@id' },
      document_kind: 'schema:genre',
    },
  },
  people: { type: 'schema:Person', terms: { party: 'schema:affiliation' } },
  topics: { type: 'schema:DefinedTerm' },
  regions: {
    type: 'schema:Place',
    terms: {
      parent: 'schema:containedInPlace',
      coordinates: {
        '@id': 'schema:geo',
        '@context': { lat: 'schema:latitude', lon: 'schema:longitude' },
      },
    },
  },
  agreements: { type: 'schema:CreativeWork', terms: { topics: 'schema:about' } },
  events: { type: 'schema:Event', terms: { regions: 'schema:location', topics: 'schema:about' } },
  statements: {
    type: 'schema:Claim',
    terms: { speaker: 'schema:creator', topics: 'schema:about', reports: 'schema:appearance' },
  },
  reports: { type: 'schema:Quotation', terms: { source: 'schema:isPartOf' } },
  quotations: { type: 'schema:Quotation', terms: { source: 'schema:isPartOf' } },
  citations: {
    type: 'oa:Annotation',
    terms: {
      record: 'oa:hasBody',
      target: 'oa:hasTarget',
      source: 'oa:hasSource',
      selector: { '@id': 'oa:hasSelector', '@context': SELECTOR },
      motivation: { '@id': 'oa:motivatedBy', '@type': '@id' },
    },
  },
  dictionary: { type: 'schema:DefinedTerm' },
};

/** A term with more said of it; what a public vocabulary has is a set, a list of ours is in order. */
function extendTerm(standard: Term | undefined, own: string, more: Rec): Rec {
  const base = typeof standard === 'object' ? standard : { '@id': standard ?? own };
  return { ...more, ...base };
}

/** What the fields of a schema mean; those without a public term are their entries in the dictionary. */
function makeTerms(schema: Schema, path: string, standard: Terms, dictionary: string): Terms {
  const terms: Terms = {};
  const shape = getShape(schema) ?? {};
  for (const [field, inner] of Object.entries(shape)) {
    if (field === 'id') continue;
    const known = standard[field] ?? COMMON[field];
    const entry = `${path}.${slugify(field)}`;
    const element = getElement(inner);
    const value = element ?? inner;
    const isReference = getMark(references, value) !== undefined;
    const embedded = definitions.get(getMark(embeddings, inner)?.collection ?? '');
    const within =
      (embedded && makeCollectionTerms(embedded, dictionary)) ??
      (!isReference && getShape(value) ? makeTerms(value, entry, {}, dictionary) : null);
    const own = `${dictionary}/${entry}`;
    terms[field] = extendTerm(known, own, {
      ...(element && !known ? { '@container': '@list' } : {}),
      ...(isDay(value) ? { '@type': 'xsd:date' } : {}),
      ...(within ? { '@context': within } : {}),
    });
    if (isDate(value))
      for (const end of ['earliest', 'latest'])
        terms[`${field}_${end}`] = { '@id': `${own}#${end}`, '@type': 'xsd:date' };
  }
  if (getMark(evidences, schema)) terms.citation = `${dictionary}/${path}.citation`;
  return terms;
}

const makeCollectionTerms = (resource: Resource, dictionary: string): Terms => {
  const standard = STANDARD[resource.name]?.terms ?? {};
  const own = makeTerms(getFullSchema(resource), slugify(resource.name), standard, dictionary);
  return { ...standard, ...own };
};

/** The context of a collection's records, with what is included in them. */
function makeContext(resource: Resource, include: readonly string[], dictionary: string): Rec {
  const terms = makeCollectionTerms(resource, dictionary);
  for (const name of include) {
    const collection = resource.includes?.[name]?.collection;
    if (!collection) continue;
    const within = makeCollectionTerms(getResource(collection), dictionary);
    terms[name] = { ...extendTerm(terms[name], `${dictionary}#${name}`, {}), '@context': within };
  }
  return {
    '@version': 1.1,
    ...VOCABULARIES,
    // For what is said of all records: the collection of one that is referred to.
    '@vocab': `${dictionary}#`,
    ...COMMON,
    ...terms,
  };
}

/** A citation as an annotation: its body is the record, its target a passage of the source. */
function makeAnnotation(citation: Rec): Rec {
  const { source, selector, start, end, exact, ...others } = citation;
  const target = { '@type': 'oa:SpecificResource', source, selector };
  const own = selector ? {} : { start, end, exact };
  return { ...others, ...(source || selector ? { target } : {}), ...own, motivation: 'oa:linking' };
}

/** A record as a node, with the nodes included in it. */
function makeNode(
  resource: Resource,
  record: Rec,
  { base, include }: Pick<WriterOptions, 'base' | 'include'>,
): Rec {
  const { name, singular } = resource;
  const type = [STANDARD[name]?.type ?? 'schema:Thing', `${base}/dictionary#${toPascalCase(singular)}`];
  const own = name === 'citations' ? makeAnnotation(record) : record;
  const included = include.flatMap((field) => {
    const collection = resource.includes?.[field]?.collection;
    const members = record[field] as Rec[] | undefined;
    if (!collection || !members) return [];
    const target = getResource(collection);
    return [[field, members.map((member) => makeNode(target, member, { base, include: [] }))]];
  });
  return { '@type': type, ...own, ...Object.fromEntries(included) };
}

/** JSON-LD 1.1: a document whose graph has a node a record, its context inline, so that nothing is loaded from elsewhere. */
export const jsonld: StreamFormat = {
  suffix: 'jsonld',
  mediaType: 'application/ld+json',
  about:
    'JSON-LD 1.1 with its context inline: schema.org, W3C Web Annotation for citations, and entries of /dictionary for all that these have no term for',
  holds: 'records',
  makeWriter(resource, options) {
    const { base, include, query, release } = options;
    const dataset = {
      '@id': `${base}/`,
      '@type': 'schema:Dataset',
      'schema:name': release.title,
      'schema:description': release.description,
      'schema:version': release.id,
      'schema:datePublished': release.date,
      'schema:license': { '@id': release.license },
      'schema:distribution': {
        '@type': 'schema:DataDownload',
        'schema:contentUrl': { '@id': query },
        'schema:encodingFormat': 'application/ld+json',
      },
    };
    return {
      get head() {
        const context = makeContext(resource, include, `${base}/dictionary`);
        return `{"@context":${JSON.stringify(context)},"@graph":[\n${JSON.stringify(dataset)}`;
      },
      writeRow: (json) =>
        `,\n${JSON.stringify(makeNode(resource, JSON.parse(writeAbsolute(json, base)) as Rec, options))}`,
      foot: '\n]}\n',
    };
  },
};
