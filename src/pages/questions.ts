/** Questions worth asking the file in SQL: what an address of the API does not answer at once. */

/** A question, what to know of its answer, and how it is put. */
export interface Question {
  ask: string;
  about: string;
  sql: string;
}

/** Six, of which none names a side: who looks for one party adds a condition. */
export const QUESTIONS: readonly Question[] = [
  {
    ask: 'Which demands were hardened, softened, widened or withdrawn, and when?',
    about: 'With how binding it was before. Dates are as EDTF: 2022-03-28~ is about that day.',
    sql: `WITH put AS (
  SELECT *, lag(kind) OVER (PARTITION BY demand_id ORDER BY ordinal) AS kind_before
  FROM positions
)
SELECT put.date, parties.name AS party, demands.title AS demand, put.change, put.kind_before, put.kind
FROM put
JOIN demands ON demands.id = put.demand_id
JOIN parties ON parties.id = put.party_id
WHERE put.change IN ('hardened', 'softened', 'widened', 'narrowed', 'withdrawn')
ORDER BY put.date_latest, party, demand`,
  },
  {
    ask: 'What was offered, granted and refused on 29 March 2022, and on whose word?',
    about: 'How binding each is, and how many documents have it; another day is another date.',
    sql: `SELECT parties.name AS party, commitments.kind, commitments.title, commitments.binding, commitments.condition,
  commitments.source_count AS documents, group_concat(DISTINCT sources.title) AS which
FROM commitments
JOIN parties ON parties.id = commitments.party_id
LEFT JOIN commitment_sources ON commitment_sources.commitment_id = commitments.id
LEFT JOIN sources ON sources.id = commitment_sources.source_id
WHERE '2022-03-29' BETWEEN commitments.date_earliest AND commitments.date_latest
GROUP BY commitments.id
ORDER BY party, commitments.kind, commitments.title`,
  },
  {
    ask: 'Which demands do several documents report, while none or one says where it has them from?',
    about:
      'Many documents are not many witnesses. An origin is whose reporting a document rests on, where it says so.',
    sql: `SELECT party, title AS demand, kind, source_count AS documents, origin_count AS origins,
  origins_not_stated AS of_no_stated_origin
FROM demand_overview
WHERE source_count >= 3 AND origin_count <= 1
ORDER BY source_count DESC, origin_count, party, title`,
  },
  {
    ask: 'Of the words that each outlet puts in quotation marks, how many does the transcript have?',
    about:
      'Of those that are held against one. Exact are the same words in the same order, near the same but for some.',
    sql: `SELECT sources.title AS outlet, count(*) AS quotations,
  sum(verdict = 'exact') AS exact, sum(verdict = 'near') AS near, sum(verdict = 'paraphrase') AS paraphrase,
  sum(verdict = 'not_found') AS not_found, sum(verdict = 'contradicted') AS contradicted,
  round(100.0 * sum(verdict = 'exact') / count(*)) AS percent_exact
FROM quotations
JOIN sources ON sources.id = quotations.source_id
GROUP BY sources.id
ORDER BY percent_exact DESC, quotations DESC`,
  },
  {
    ask: 'Where do two documents quote the same words of one speaker differently?',
    about: 'As direct speech in both, and neither a piece of the other.',
    sql: `WITH quoted AS (
  SELECT DISTINCT statement_id, speaker, title, part, source, trim(lower(exact), '‘’“”') AS words
  FROM wordings_side_by_side
  WHERE speech = 'direct'
)
SELECT one.speaker, one.title AS statement, one.source AS first_document, one.words AS has_it_so,
  other.source AS second_document, other.words AS has_it_thus
FROM quoted AS one
JOIN quoted AS other
  ON other.statement_id = one.statement_id AND other.part = one.part AND other.source > one.source
WHERE instr(one.words, other.words) = 0 AND instr(other.words, one.words) = 0
ORDER BY statement, first_document, second_document`,
  },
  {
    ask: 'How many demands of each party were accepted, rejected, or met with nothing that named them?',
    about: 'Answers to a demand by name; a rejection of all that a party demands is counted apart.',
    sql: `SELECT parties.name AS party, count(DISTINCT demands.id) AS demands,
  count(DISTINCT CASE WHEN response LIKE 'accepts%' AND NOT to_all_of_party THEN demands.id END) AS accepted,
  count(DISTINCT CASE WHEN response = 'rejects' AND NOT to_all_of_party THEN demands.id END) AS rejected,
  count(DISTINCT CASE WHEN to_all_of_party THEN demands.id END) AS answered_with_all_others,
  count(DISTINCT CASE WHEN demands.response_count = 0 THEN demands.id END) AS not_answered_by_name
FROM demands
JOIN parties ON parties.id = demands.party_id
LEFT JOIN demand_responses ON demand_responses.demand_id = demands.id
GROUP BY parties.id
HAVING count(DISTINCT demands.id) >= 2
ORDER BY demands DESC, party`,
  },
];
