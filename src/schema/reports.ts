import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { citations } from './citations.ts';
import {
  anyColumns,
  anyColumnsOrNull,
  anyValues,
  by,
  byOwner,
  checkWholeOrNull,
  checkWords,
  memberOf,
  recordForeignKey,
  requiredRef,
} from './columns.ts';
import { ref, slug, speakerRef } from './fields.ts';
import { parties } from './parties.ts';
import { defineMembers, defineResource } from './resource.ts';
import { sources } from './sources.ts';
import {
  findSpeech,
  REPORT_SPEECHES,
  report,
  reportSpeech,
  SPEECHES,
  statements,
  via,
  wording,
} from './statements.ts';

/** One row a rendering of a statement by a source. */
export const reports = sqliteTable(
  'reports',
  {
    ...memberOf('statement_id', () => statements.id),
    name: text().notNull(),
    source_id: requiredRef(() => sources.id),
    ...anyColumns('speaker'),
    verb: text(),
    speech: text({ enum: REPORT_SPEECHES }).notNull(),
    origin_id: text().references(() => parties.id),
  },
  (t) => [
    checkWords('reports', t.speech, REPORT_SPEECHES),
    recordForeignKey(t.speaker_collection, t.speaker_id),
    byOwner('reports', t),
    by('reports', t.source_id, t.id),
    by('reports', t.origin_id, t.id),
    by('reports', t.speech, t.id),
    by('reports', t.speaker_id, t.speaker_collection, t.id),
  ],
);

const reportId: [string, () => typeof reports.id] = ['report_id', () => reports.id];
const ofReports = { collection: 'reports', singular: 'report' };

/** The chain through which a report came, the link nearest to the source first. */
export const reportVia = sqliteTable(
  'report_via',
  { ...memberOf(...reportId), ...anyColumnsOrNull('who'), as: text() },
  (t) => [
    checkWholeOrNull('report_via', t.who_collection, t.who_id),
    recordForeignKey(t.who_collection, t.who_id),
    byOwner('report_via', t),
    by('report_via', t.who_id, t.who_collection, t.owner),
  ],
);

const reportViaResource = defineMembers({
  name: 'report_via',
  singular: 'report_link',
  about:
    'The chain through which a report came: person, party or work, the link nearest to the source first.',
  of: ofReports,
  field: 'via',
  member: via,
  table: reportVia,
  row: ({ who, ...link }) => ({ ...link, ...anyValues('who', who) }),
});

/** What each report has of the words, part by part. */
export const reportWordings = sqliteTable(
  'report_wordings',
  {
    ...memberOf(...reportId),
    part: text().notNull(),
    speech: text({ enum: SPEECHES }).notNull(),
    exact: text().notNull(),
    citation_id: requiredRef(() => citations.id),
  },
  (t) => [
    checkWords('report_wordings', t.speech, SPEECHES),
    byOwner('report_wordings', t),
    by('report_wordings', t.part, t.id),
    by('report_wordings', t.speech, t.id),
  ],
);

const reportWordingResource = defineMembers({
  name: 'report_wordings',
  singular: 'report_wording',
  about: 'The words that reports have of each part of an utterance, quoted or not.',
  of: ofReports,
  field: 'wording',
  member: wording,
  key: ({ part }) => part,
  texts: ['part'],
  table: reportWordings,
  row: (wording) => wording,
});

/** `/reports`, written inside the files of statements. */
export const reportResource = defineResource({
  name: 'reports',
  singular: 'report',
  about:
    'How one source renders one statement: directly or not, with which verb, through whom, in which words.',
  record: z.strictObject({
    id: slug,
    statement: ref('statements', 'The statement it renders'),
    ...report.shape,
  }),
  derived: {
    speaker: speakerRef('Who says it'),
    speech: reportSpeech.describe('Direct where all its fragments are quoted, indirect where none is'),
  },
  derive: (report, dataset) => ({
    speaker: dataset.get('statements', String(report.statement))?.speaker,
    speech: findSpeech(report),
    origin: report.origin ?? dataset.get('sources', String(report.source))?.origin ?? null,
  }),
  within: { collection: 'statements', field: 'reports', id: (statement, r) => `${statement.id}.${r.source}` },
  ownerField: 'statement',
  label: (r, dataset) =>
    `${dataset.get('statements', String(r.statement))?.title} (${dataset.get('sources', String(r.source))?.title})`,
  table: reports,
  row: ({ statement, source, speaker, origin, ...report }) => ({
    ...report,
    owner: statement,
    source_id: source,
    ...anyValues('speaker', speaker),
    origin_id: origin,
  }),
  lists: () => ({ via: reportViaResource, wording: reportWordingResource }),
  filters: {
    statement: 'statement',
    source: 'source',
    origin: 'origin',
    speech: 'speech',
    via: 'via.who',
    speaker: 'speaker',
  },
  sorts: {},
});
