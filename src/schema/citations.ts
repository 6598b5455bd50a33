import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { anyColumns, anyValues, by, id, recordForeignKey, requiredRef } from './columns.ts';
import { lateRef, list, open, recordId, ref } from './fields.ts';
import { type Dataset, defineResource, listRecordCollections, type Rec } from './resource.ts';
import { sources } from './sources.ts';

/** The record itself, the one it is embedded in, and the positions, commitments and demands that rest on that. */
function listSupported(citation: Rec, dataset: Dataset): string[] {
  const [collection = '', id = ''] = String(citation.record).split('/');
  const record = dataset.get(collection, id);
  if (collection === 'attributes') return [String(citation.record), `weapons/${record?.weapon}`];
  if (collection === 'positions') return [String(citation.record), `demands/${record?.demand}`];
  if (collection !== 'reports' && collection !== 'statements') return [String(citation.record)];
  const statement = collection === 'statements' ? id : String(record?.statement);
  const positions = dataset.findReferrers('statements', statement, 'positions', 'statements');
  return [
    ...(collection === 'reports' ? [String(citation.record)] : []),
    `statements/${statement}`,
    ...positions.map(({ id }) => `positions/${id}`),
    ...new Set(positions.map(({ demand }) => `demands/${demand}`)),
    ...dataset
      .findReferrers('statements', statement, 'commitments', 'statements')
      .map(({ id }) => `commitments/${id}`),
  ];
}

/**
 * One row a piece of evidence, wherever in `data/` it is written. `start` and `end` are Unicode code points of the
 * document, `end` exclusive.
 */
export const citations = sqliteTable(
  'citations',
  {
    id: id(),
    name: text().notNull(),
    source_id: requiredRef(() => sources.id),
    ...anyColumns('record'),
    field: text().notNull(),
    value: text(),
    start: integer().notNull(),
    end: integer().notNull(),
    exact: text().notNull(),
    position: text().notNull(),
    /** Place in the record, from 0. */
    ordinal: integer().notNull(),
    /** Of evidence for one member of a list: the member's `ordinal`. */
    member: integer(),
  },
  (t) => [
    recordForeignKey(t.record_collection, t.record_id),
    check('citations_passage', sql`${t.start} >= 0 and ${t.start} < ${t.end}`),
    index('citations_by_record').on(t.record_id, t.record_collection, t.ordinal),
    by('citations', t.position, t.id),
    by('citations', t.source_id, t.id),
    by('citations', t.field, t.id),
  ],
);

/**
 * What each citation supports: the record it stands in, the one which that is written in, and the positions,
 * commitments and demands that rest on that.
 */
export const citationSupports = sqliteView('citation_supports', {
  citation_id: text().notNull(),
  position: integer().notNull(),
  record_collection: text().notNull(),
  record_id: text().notNull(),
}).as(sql`
  with said as (
    select citations.id as citation_id, reports.statement_id as statement_id from citations
      join reports on reports.id = citations.record_id where record_collection = 'reports'
    union all
    select id, record_id from citations where record_collection = 'statements')
  select id as citation_id, 0 as position, record_collection, record_id from citations
  union all
  select citations.id, 1, 'weapons', attributes.weapon_id from citations
    join attributes on attributes.id = citations.record_id where record_collection = 'attributes'
  union all
  select citations.id, 1, 'statements', reports.statement_id from citations
    join reports on reports.id = citations.record_id where record_collection = 'reports'
  union all
  select citations.id, 1, 'demands', positions.demand_id from citations
    join positions on positions.id = citations.record_id where record_collection = 'positions'
  union all
  select said.citation_id, 2, 'positions', position_statements.position_id from said
    join position_statements on position_statements.statement_id = said.statement_id
  union all
  select said.citation_id, 2, 'commitments', commitment_statements.commitment_id from said
    join commitment_statements on commitment_statements.statement_id = said.statement_id
  union all
  select said.citation_id, 3, 'demands', demand_statements.demand_id from said
    join demand_statements on demand_statements.statement_id = said.statement_id`);

/** The statement that a citation stands in, itself or by a report. */
const statementOfCitation =
  sql.raw(`case "citations"."record_collection" when 'statements' then "citations"."record_id"
          when 'reports' then (select statement_id from reports where reports.id = "citations"."record_id") end`);

/** `/citations`, made of the evidence in all records; its `selector` follows W3C Web Annotation §4.2.5, §4.2.9 and §4.2.4. */
export const citationResource = defineResource({
  name: 'citations',
  singular: 'citation',
  about:
    'The evidence: which passage of which document supports which field of which record, with a fragment found there.',
  record: z.strictObject({
    id: recordId,
    source: ref('sources', 'The document'),
    record: lateRef(listRecordCollections, 'The record it supports'),
    field: z.string().describe('The field that it supports'),
    value: open(
      z.string().describe('The member that it supports, where the field is a list'),
      'not_applicable',
    ),
    start: z.int().describe('Start of the passage in the document, in Unicode code points'),
    end: z.int().describe('End of the passage, exclusive'),
    exact: z.string().describe('Fragment found once in the passage, exact to the character'),
  }),
  derived: {
    supports: list(
      lateRef(listRecordCollections, 'Record'),
      'The record, and those that rest on it: a statement, a position, a commitment, a demand',
    ),
    selector: z
      .strictObject({
        type: z.literal('TextPositionSelector').describe('A range of positions'),
        start: z.int().describe('Start in Unicode code points'),
        end: z.int().describe('End, exclusive'),
        refinedBy: z
          .strictObject({
            type: z.literal('TextQuoteSelector').describe('A quotation'),
            exact: z.string().describe('The fragment'),
          })
          .describe('The fragment within the passage'),
      })
      .describe(
        'The same passage as a selector of the W3C Web Annotation Data Model (§4.2.5, refined as in §4.2.9 by §4.2.4)',
      ),
    position: z.string().describe('Source and start, for sorting in the order of the document'),
  },
  derive: (c, dataset) => ({
    supports: listSupported(c, dataset),
    selector: {
      type: 'TextPositionSelector',
      start: c.start,
      end: c.end,
      refinedBy: { type: 'TextQuoteSelector', exact: c.exact },
    },
    position: `${c.source}:${String(c.start).padStart(7, '0')}`,
  }),
  ownerField: 'record',
  makeRecords: (dataset) => dataset.listEvidence(),
  table: citations,
  row: ({ source, record, ...citation }) => ({
    ...citation,
    source_id: source,
    ...anyValues('record', record),
  }),
  lists: () => ({
    supports: {
      table: citationSupports,
      owner: citationSupports.citation_id,
      collection: citationSupports.record_collection,
      value: citationSupports.record_id,
      position: citationSupports.position,
      insertAs: null,
    },
  }),
  json: {
    // Asked of each row by itself: the view would be gathered whole.
    supports: sql`json((select json_group_array(json((select json_object('collection', r.collection, 'id', r.id,
        'name', r.label, 'url', '/' || r.collection || '/' || r.id)
        from records r where r.collection = supported.collection and r.id = supported.id)) order by position, supported.id)
      from (
        select 0 as position, "citations"."record_collection" as collection, "citations"."record_id" as id
        union all select 1, 'weapons', attributes.weapon_id from attributes
          where "citations"."record_collection" = 'attributes' and attributes.id = "citations"."record_id"
        union all select 1, 'statements', reports.statement_id from reports
          where "citations"."record_collection" = 'reports' and reports.id = "citations"."record_id"
        union all select 1, 'demands', positions.demand_id from positions
          where "citations"."record_collection" = 'positions' and positions.id = "citations"."record_id"
        union all select 2, 'positions', position_statements.position_id from position_statements
          where position_statements.statement_id = ${statementOfCitation}
        union all select 2, 'commitments', commitment_statements.commitment_id from commitment_statements
          where commitment_statements.statement_id = ${statementOfCitation}
        union all select 3, 'demands', demand_statements.demand_id from demand_statements
          where demand_statements.statement_id = ${statementOfCitation}) as supported))`,
    selector: sql`json_object('type', 'TextPositionSelector', 'start', ${citations.start}, 'end', ${citations.end},
      'refinedBy', json_object('type', 'TextQuoteSelector', 'exact', ${citations.exact}))`,
  },
  label: (c, dataset) => `“${c.exact}” (${dataset.get('sources', String(c.source))?.title})`,
  filters: {
    source: 'source',
    record: 'supports',
    field: 'field',
    start: 'start',
    end: 'end',
  },
  sorts: { position: 'position' },
});
