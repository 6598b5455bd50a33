/**
 * Files over the fixture's, so that no list of objects is empty and cells hold what tables have trouble with: quotes,
 * commas, the sign that joins, what a spreadsheet takes for a formula, and dates of every form.
 */
export const RICH: Record<string, string> = {
  'agreements/fishing-limits.yaml': `name: Fishing limits
kind: arrangement
status: in_force
summary: Limits that the Lakes League sets
parties: [ lakes-league ]
proposed_by: [ people/league-secretary, parties/lakes-league ]
terms: [ "=no nets", 'two boats, "large" ones', "a | b" ]
topics: [ fishing ]
date: "2029/.."
citations:
  - { field: name, source: envoy, start: 201, end: 260, exact: lift its fishing limits }
revised: "2031-05-31"
`,
  'commitments/ease-limits.yaml': `title: Limits would be eased
party: lakes-league
towards: [ parties/arland ]
kind: offers
binding: oral_offer
condition: =soon
agreement: fishing-limits
date: "2031-05-02"
voiced_by: [ people/league-secretary ]
answers:
  - { demand: lift-fishing-limits, how: accepts_in_part }
  - { demand: return-harbour, how: defers }
kept:
  - kept: none
    says: people/mila-orlov
    citations: [ { source: third, start: 0, end: 52, exact: lift fishing limits } ]
statements: [ easing ]
citations:
  - { field: kind, source: third, start: 53, end: 121, exact: eased if stocks recover }
revised: "2031-06-01"
`,
  'sources/harbour.yaml': `title: Harbour report
document_kind: report
headline: Arland wants harbour back
agency: northern-wire
place_line: Port Vell
published: "2031-05-03"
origin: northern-wire
citations:
  - { field: agency, source: harbour, start: 792, end: 808, exact: By Northern Wire }
language: en
file: harbour.txt
sha256: 8ce1f1a9f3225d9e88520fc2868c7ed8a135ff4adf81a51c64754d48ee20f70a
length: 848
article: { start: 0, end: 808 }
quotations:
  - extent: fragment
    statements: [ return-harbour ]
    part: refusal
    quoted: [ { start: 142, end: 202, exact: not sign anything without the harbour } ]
    transcript: third
    verdict: near
    passages: [ { source: third, start: 0, end: 52, exact: lift fishing limits } ]
    differs: "=all of it"
    checked: command
  - extent: whole
    statements: [ return-harbour, fairy-tale ]
    range: { start: 143, end: 189 }
    quoted: [ { start: 142, end: 202, exact: not sign anything without the harbour } ]
    transcript: third
    verdict: not_found
    note: a | b
    checked: second_reader
revised: "2031-06-01"
`,
  'demands/return-harbour.yaml': `title: '+Return of the harbour, "whole"'
summary: '@Bordavia is to give the harbour of Port Vell back to Arland.'
party: arland
addressees: [ bordavia, lakes-league ]
topics: [ harbours ]
regions: [ port-vell ]
positions:
  - key: earlier
    date: "2031-05-01~"
    date_how: The day before, as we conclude
    voiced_by: [ people/mila-orlov ]
    act: made
    kind: call
    scope: a | b
    deadline: "=soon"
    citations:
      - { field: kind, source: envoy, start: 0, end: 145, exact: possible only if Bordavia gives up }
  - key: interview
    occasion: interview
    voiced_by: [ parties/arland ]
    act: restated
    restates: people/mila-orlov
    kind: precondition
    condition: "-before any peace is signed"
    change: hardened
    change_basis: curator
    statements: [ return-harbour ]
    as_reported:
      - source: envoy
        kind: call
        condition: "=SUM(A1)"
        citations: [ { start: 0, end: 145, exact: possible only if Bordavia gives up } ]
      - { source: harbour, kind: precondition }
    citations:
      - { field: kind, source: envoy, start: 0, end: 145, exact: possible only if Bordavia gives up }
relations:
  - { demand: lift-fishing-limits, relation: distinct_from, reason: '"Limits", not harbours' }
revised: "2031-06-01"
`,
  'demands/lift-fishing-limits.yaml': `title: End of fishing limits
summary: The Lakes League is to lift its limits on fishing.
party: arland
addressees: [ lakes-league ]
topics: [ fishing ]
positions:
  - key: interview
    occasion: interview
    voiced_by: [ people/mila-orlov ]
    act: made
    kind: call
    statements: [ lift-limits ]
    citations:
      - { field: kind, source: third, start: 0, end: 52, exact: asked the Lakes League }
relations:
  - { demand: return-harbour, relation: distinct_from, reason: Harbours are no limits }
revised: "2031-06-01"
`,
  'events/strike.yaml': `title: Falcon strike on Eastmark
summary: Missiles are fired at Eastmark
type: ASSAULT
standing: reported
dates:
  - edtf: "203X"
    basis: stated
    citations: [ { source: envoy, start: 333, end: 388, exact: two days before } ]
  - edtf: "2031-04-XX"
    basis: inferred
    how: of all that is said
    citations: [ { source: envoy, start: 333, end: 388, exact: Falcon missiles } ]
  - edtf: "2030-XX%"
    basis: stated
    citations: [ { source: envoy, start: 333, end: 388, exact: Eastmark two days } ]
relations:
  - relation: before
    event: interview
    offset: two days
    asserted_by: sources/envoy
    citations: [ { source: envoy, start: 333, end: 388, exact: two days before } ]
weapons: [ falcon ]
regions: [ eastmark ]
targets: [ 'a "mast", of wood', "-1" ]
topics: [ arms ]
reasons:
  - reason: to | fro
    by: people/mila-orlov
    citations: [ { source: envoy, start: 333, end: 388, exact: missiles were fired } ]
revised: "2031-06-02"
`,
};

/** More records than an export reads at a time, some of them with all that CSV has to quote. */
export const MANY = 1105;

const NAMES = [
  'Plain',
  'Comma, Inc.',
  'The "Quoted"',
  '"',
  "Apostrophe's",
  '=1+1',
  'Семён Ёлкин',
  'a | b',
  'Tab-less; semicolon',
  '🐉 dragon',
];

const nameOf = (index: number) => `${NAMES[index % NAMES.length]} ${index}`;

/** Files over the fixture's, a party each. */
export const PARTIES: Record<string, string> = Object.fromEntries(
  Array.from({ length: MANY }, (_, index) => [
    `parties/zz-${String(index).padStart(4, '0')}.yaml`,
    `name: ${JSON.stringify(nameOf(index))}
kind: group
description: ${index % 3 ? JSON.stringify(`A group, number ${index}`) : 'null'}
citations:
  - { field: name, source: envoy, start: 201, end: 260, exact: asked the Lakes League }
revised: "2031-06-01"
`,
  ]),
);
