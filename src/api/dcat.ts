/** `/dcat.jsonld`: the dataset for catalogues and dataset search, as DCAT 3 and as schema.org/Dataset. */
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { formats } from '../formats/index.ts';
import { selectJson } from '../query/json.ts';
import { selectPage } from '../query/page.ts';
import { findPeriod } from '../query/period.ts';
import type { Condition } from '../query/query.ts';
import { commitmentResource } from '../schema/commitments.ts';
import { collections, resources } from '../schema/index.ts';
import { positionResource } from '../schema/positions.ts';
import { regionResource } from '../schema/regions.ts';
import type { Resource } from '../schema/resource.ts';
import { statementResource } from '../schema/statements.ts';
import { topicResource } from '../schema/topics.ts';
import { readDownloads } from '../store/downloads.ts';
import type { Store } from '../store/store.ts';
import { send } from './answer.ts';
import type { Context } from './context.ts';
import { removeParameters } from './media-type.ts';
import { describeErrors, describeText } from './responses.ts';

const MEDIA_TYPE = 'application/ld+json; charset=utf-8';

/** The terms of DCAT 3 that are used; inline, so that nothing has to be fetched to read them. */
const DCAT_CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dcterms: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  spdx: 'http://spdx.org/rdf/terms#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};
const SCHEMA_ORG_CONTEXT = { '@vocab': 'https://schema.org/' };

/** Most records of a kind that are named. */
const MOST = 1_000;

/** The formats that hold all of a collection in one file, as catalogues list it. */
const DISTRIBUTED = formats.filter(({ suffix }) => suffix === 'csv' || suffix === 'ndjson');

/** What is read of a record. */
interface Named {
  id: string;
  name: string;
  iso_3166?: string | null;
  wikidata?: string | null;
}

/** Records by their ids. */
function selectNamed(store: Store, resource: Resource, conditions: Condition[]): Named[] {
  const order = { name: 'id', descending: false };
  const ids = selectPage(store, resource, { conditions, q: null }, order, MOST, null);
  return selectJson(store, resource, ids).map((json) => JSON.parse(json));
}

/** What is said of the dataset in either vocabulary. */
function describeDataset({ store }: Context, base: string) {
  return {
    ...store.release,
    creator: `${store.release.title} contributors`,
    keywords: selectNamed(store, topicResource, []).map(({ name }) => name),
    countries: selectNamed(store, regionResource, [{ name: 'kind', values: ['country'] }]),
    files: listDistributions(store, base),
    period: findPeriod(store, [statementResource, positionResource, commitmentResource]),
  };
}

type Dataset = ReturnType<typeof describeDataset>;

/** A file that has the whole release, or all of a collection, in one format. */
interface Distribution {
  name: string;
  about: string;
  url: string;
  mediaType: string;
  /** Of what is a file on disk, as its SHA-256. */
  bytes?: number;
  sha256?: string;
}

/** The files that hold the whole release, as they are by now; of its tables as Parquet there would be more than of all else. */
function listDownloads({ path, release }: Store, base: string): Distribution[] {
  const made = readDownloads(path);
  if (made?.release !== release.id) return [];
  return made.files
    .filter(({ name }) => !name.endsWith('.parquet'))
    .map(({ name, about, media_type, bytes, sha256 }) => ({
      name,
      about,
      url: `${base}/downloads/${name}`,
      mediaType: media_type,
      bytes,
      sha256,
    }));
}

const listDistributions = (store: Store, base: string): Distribution[] => [
  ...listDownloads(store, base),
  ...resources.flatMap(({ name, about }) =>
    DISTRIBUTED.map(({ suffix, mediaType }) => ({
      name: `${name}.${suffix}`,
      about,
      url: `${base}/${name}.${suffix}`,
      mediaType: removeParameters(mediaType),
    })),
  ),
];

const makeDate = (day: string) => ({ '@value': day, '@type': 'xsd:date' });

/** A country as both vocabularies know it: by its Wikidata entity where there is one. */
const nameEntity = ({ wikidata }: Named) =>
  wikidata ? { '@id': `http://www.wikidata.org/entity/${wikidata}` } : {};

/** The catalogue, its one dataset, and the service that answers from it (DCAT 3 §6). */
function makeCatalogue(base: string, dataset: Dataset) {
  const { title, description, id, date, license, creator, keywords, countries, period, files } = dataset;
  const publisher = { '@type': 'foaf:Agent', 'foaf:name': creator };
  const common = {
    'dcterms:license': { '@id': license },
    'dcterms:publisher': publisher,
    'dcterms:language': 'en',
  };
  const service = `${base}/#api`;
  return {
    '@context': DCAT_CONTEXT,
    '@id': `${base}/#catalogue`,
    '@type': 'dcat:Catalog',
    ...common,
    'dcterms:title': title,
    'dcterms:description': description,
    'foaf:homepage': { '@id': `${base}/` },
    'dcat:service': {
      '@id': service,
      '@type': 'dcat:DataService',
      'dcterms:title': `${title}: REST API`,
      'dcat:endpointURL': { '@id': `${base}/` },
      'dcat:endpointDescription': { '@id': `${base}/openapi.json` },
      'dcat:servesDataset': { '@id': `${base}/#dataset` },
    },
    'dcat:dataset': {
      '@id': `${base}/#dataset`,
      '@type': 'dcat:Dataset',
      ...common,
      'dcterms:title': title,
      'dcterms:description': description,
      'dcterms:identifier': id,
      'dcterms:creator': publisher,
      'dcterms:modified': makeDate(date),
      'dcat:version': id,
      'dcat:landingPage': { '@id': `${base}/` },
      'dcat:keyword': keywords,
      ...(period
        ? {
            'dcterms:temporal': {
              '@type': 'dcterms:PeriodOfTime',
              'dcat:startDate': makeDate(period.first),
              'dcat:endDate': makeDate(period.last),
            },
          }
        : {}),
      'dcterms:spatial': countries.map((country) => ({
        ...nameEntity(country),
        '@type': 'dcterms:Location',
        'skos:prefLabel': country.name,
        ...(country.iso_3166 ? { 'dcterms:identifier': country.iso_3166 } : {}),
      })),
      'dcat:distribution': files.map(({ name, about, url, mediaType, bytes, sha256 }) => ({
        '@id': url,
        '@type': 'dcat:Distribution',
        'dcterms:title': name,
        'dcterms:description': about,
        'dcterms:license': { '@id': license },
        'dcat:accessURL': { '@id': url },
        'dcat:downloadURL': { '@id': url },
        'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${mediaType}` },
        'dcat:accessService': { '@id': service },
        ...(bytes === undefined
          ? {}
          : { 'dcat:byteSize': { '@value': String(bytes), '@type': 'xsd:nonNegativeInteger' } }),
        ...(sha256 === undefined
          ? {}
          : {
              'spdx:checksum': {
                '@type': 'spdx:Checksum',
                'spdx:algorithm': { '@id': 'spdx:checksumAlgorithm_sha256' },
                'spdx:checksumValue': { '@value': sha256, '@type': 'xsd:hexBinary' },
              },
            }),
      })),
    },
  };
}

/** The dataset as Google Dataset Search reads it (https://schema.org/Dataset). */
function makeSchemaOrgDataset(base: string, dataset: Dataset, { counts }: Store) {
  const { title, description, id, date, license, creator, keywords, countries, period, files } = dataset;
  return {
    '@context': SCHEMA_ORG_CONTEXT,
    '@id': `${base}/#dataset`,
    '@type': 'Dataset',
    name: title,
    description,
    url: `${base}/`,
    identifier: id,
    version: id,
    dateModified: date,
    license,
    isAccessibleForFree: true,
    inLanguage: 'en',
    creator: { '@type': 'Organization', name: creator },
    keywords,
    measurementTechnique:
      'Curated by hand from documents; each value cites the passage that supports it, and is held against the text',
    variableMeasured: collections
      .filter(({ nested, name }) => !nested && counts[name])
      .map(({ name, about }) => ({
        '@type': 'PropertyValue',
        name,
        description: about,
        value: counts[name],
        unitText: 'records',
      })),
    ...(period ? { temporalCoverage: `${period.first}/${period.last}` } : {}),
    spatialCoverage: countries.map((country) => ({
      ...nameEntity(country),
      '@type': 'Place',
      name: country.name,
    })),
    includedInDataCatalog: {
      '@type': 'DataCatalog',
      '@id': `${base}/#catalogue`,
      name: title,
      url: `${base}/`,
    },
    distribution: files.map(({ name, url, mediaType, bytes, sha256 }) => ({
      '@type': 'DataDownload',
      name,
      contentUrl: url,
      encodingFormat: mediaType,
      ...(bytes === undefined ? {} : { contentSize: `${bytes} B` }),
      ...(sha256 === undefined ? {} : { sha256 }),
    })),
  };
}

/** `/dcat.jsonld`. */
export function addDcatRoute(app: FastifyInstance, context: Context): void {
  app.get('/dcat.jsonld', {
    schema: {
      operationId: 'getCatalogue',
      tags: ['about'],
      summary: 'Describe the dataset to catalogues',
      description:
        'The dataset as a DCAT 3 catalogue and as a schema.org Dataset, in JSON-LD: licence, version, period, places, topics, and where the release and each collection are in full.',
      querystring: z.strictObject({}),
      response: { 200: describeText(MEDIA_TYPE, 'The catalogue'), ...describeErrors(400) },
    },
    handler: async (request, reply) => {
      const base = context.getBase(request);
      const made = readDownloads(context.store.path)?.input_hash ?? '';
      return send(request, reply, context, {
        mediaType: MEDIA_TYPE,
        // Downloads may be made, or replaced, while the release is served.
        key: `${base}/dcat.jsonld ${made}`,
        mayChange: true,
        compute: () => {
          const dataset = describeDataset(context, base);
          const graph = [makeCatalogue(base, dataset), makeSchemaOrgDataset(base, dataset, context.store)];
          // Bytes, since in text addresses would be given the path that these have.
          return { body: Buffer.from(JSON.stringify({ '@graph': graph })) };
        },
      });
    },
  });
}
