const EVIDENCE = 'start: 0, end: 145, exact: possible only if Bordavia gives up';

const put = (key: string, ...lines: string[]) => `  - key: ${key}
${lines.map((line) => `    ${line}\n`).join('')}    voiced_by: [ people/mila-orlov ]
    act: made
    citations: [ { field: kind, source: envoy, ${EVIDENCE} } ]
`;

/** A demand with a life: put twice within a month, and again after more than a year of silence. */
export const LIFE = {
  'demands/return-harbour.yaml': `title: Return of the harbour of Port Vell
summary: The harbour is to be given back.
party: arland
addressees: [ bordavia ]
topics: [ harbours ]
positions:
${[
  put(
    'wish',
    'date: "2030-01-10"',
    'kind: wish',
    'statements: [ return-harbour ]',
    'change: first_stated',
    'change_basis: curator',
  ),
  put('term', 'date: "2030-01-25"', 'kind: required_term', 'change: hardened', 'change_basis: curator'),
  put('again', 'date: "2031-05-02"', 'kind: wish', 'change: softened', 'change_basis: curator'),
].join('')}revised: "2031-06-01"
`,
};

/** The same, first put twenty years before, as a report of 2031 alone tells. */
export const LONG_LIFE = {
  'demands/return-harbour.yaml': LIFE['demands/return-harbour.yaml']
    .replace('first_stated', 'softened')
    .replace(
      'positions:\n',
      `positions:
  - key: long-ago
    date: 2010-02
    kind: call
    voiced_by: [ people/mila-orlov ]
    act: made
    citations: [ { field: kind, source: harbour, start: 26, end: 141, exact: demanded on Friday } ]
`,
    ),
};

/** Enough to draw a map and a line of time of: two places, two dated events. */
export const DRAWN_FILES = {
  ...LIFE,
  'regions/eastmark.yaml': `name: Eastmark
kind: historical_region
coordinates: { lat: 13.5, lon: -2.25, from: invented }
status:
  - status: annexed_by
    by: arland
    date: "2029-06"
    date_basis: stated
    asserted_by: sources/third
    voice: own
    citations:
      - { source: third, start: 122, end: 159, exact: Arland annexed Eastmark }
revised: "2031-06-01"
`,
  'events/second-interview.yaml': `title: Orlov speaks again
summary: The envoy speaks to reporters at some time of a year
type: CONSULT
standing: reported
dates:
  - edtf: "2031~"
    basis: stated
    citations:
      - { source: envoy, start: 308, end: 332, exact: spoke in 2031 }
topics: [ territory ]
revised: "2031-06-01"
`,
};
