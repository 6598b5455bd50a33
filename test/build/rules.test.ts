import { describe } from 'vitest';
import { eachAccepted, eachRefused, LEAF, LONER, leaf, loner } from './cases.ts';
import type { Copy } from './support.ts';

describe('dates', () => {
  const dated = (edtf: string) => (copy: Copy) =>
    copy.replace('events/strike.yaml', 'weapons:', `dates: [ { edtf: "${edtf}", basis: stated } ]\nweapons:`);
  const afterStrike = (edtf: string) => (copy: Copy) => {
    dated(edtf)(copy);
    copy
      .replace('events/strike.yaml', 'relation: before', 'relation: part_of')
      .replace(
        'events/interview.yaml',
        'participants:',
        'relations: [ { relation: after, event: strike, asserted_by: sources/envoy } ]\nparticipants:',
      );
  };
  eachRefused([
    [
      'before what came earlier',
      dated('2031-05-03'),
      'events/strike.yaml:6: relations.0: before interview, but its dates say otherwise; mend the dates or the relation',
    ],
    [
      'after what came later',
      afterStrike('2031-05-03/..'),
      'events/interview.yaml:15: relations.0: after strike, but its dates say otherwise; mend the dates or the relation',
    ],
    [
      'inferred, without how',
      (copy) => copy.replace('events/interview.yaml', "    how: Friday before the place line's date\n", ''),
      'events/interview.yaml:6: dates.0.how: a date that is inferred does not say how; inferred dates say what from, stated ones do not',
    ],
    [
      'of a territory’s status, without its basis',
      (copy) => copy.replace('regions/eastmark.yaml', '    date_basis: stated\n', ''),
      'regions/eastmark.yaml:6: status.0.date_basis: a date without its basis; a date is stated by a source, or inferred from what sources state',
    ],
    [
      'a basis of a status that has no date',
      (copy) => copy.replace('regions/eastmark.yaml', '    date: "2029-06"\n', ''),
      'regions/eastmark.yaml:8: status.0.date_basis: a basis without a date; a date is stated by a source, or inferred from what sources state',
    ],
    [
      'stated, but with how',
      (copy) => copy.replace('events/interview.yaml', 'basis: stated', 'basis: stated\n    how: by counting'),
      'events/interview.yaml:13: dates.1.how: a date that is stated says how; inferred dates say what from, stated ones do not',
    ],
    [
      'an event after the release',
      (copy) => {
        dated('2031-06-03')(copy);
        copy.replace('events/strike.yaml', 'relation: before', 'relation: after');
      },
      'events/strike.yaml:12: dates.0: lies after the release (2031-06-02); mend the date, or its standing is foreseen',
    ],
    [
      'a record revised after the release',
      loner('"2031-06-01"', '"2031-06-03"'),
      'people/semyon-yolkin.yaml:4: revised: revised after the release (2031-06-02); move the date in release.yaml',
    ],
  ]);
  eachAccepted([
    ['before, on the same day', dated('2031-05-02')],
    ['before, as far as the dates tell', dated('2031')],
    [
      'before, in the month of what came later',
      (copy) => {
        dated('2031-05-20')(copy);
        copy.replace('events/interview.yaml', 'edtf: "2031-05-02"', 'edtf: "2031-05"');
      },
    ],
    ['before, since open', dated('../2032')],
    ['after, on the same day', afterStrike('2031-05-02')],
    [
      'after, as far as the dates tell',
      (copy) => {
        afterStrike('2031-05-20')(copy);
        copy.replace('events/interview.yaml', 'edtf: "2031-05-02"', 'edtf: "2031-05"');
      },
    ],
    [
      'in response to what is not dated',
      (copy) => copy.replace('events/strike.yaml', 'relation: before', 'relation: in_response_to'),
    ],
    [
      'an event on the day of the release',
      (copy) => {
        dated('2031-06-02')(copy);
        copy.replace('events/strike.yaml', 'relation: before', 'relation: after');
      },
    ],
    [
      'foreseen for after the release',
      (copy) => {
        dated('2040')(copy);
        copy
          .replace('events/strike.yaml', 'relation: before', 'relation: after')
          .replace('events/strike.yaml', 'standing: reported', 'standing: foreseen');
      },
    ],
    [
      'hypothetical, after the release',
      (copy) => {
        dated('2040')(copy);
        copy
          .replace('events/strike.yaml', 'relation: before', 'relation: after')
          .replace('events/strike.yaml', 'standing: reported', 'standing: hypothetical');
      },
    ],
    ['revised on the day of the release', loner('"2031-06-01"', '"2031-06-02"')],
  ]);
});

describe('demands', () => {
  eachRefused([
    [
      'of oneself',
      (copy) => copy.replace('demands/return-harbour.yaml', '[ bordavia ]', '[ bordavia, arland ]'),
      'demands/return-harbour.yaml:4: addressees.1: arland demands of itself; name another addressee, or none',
    ],
    [
      'of oneself before others',
      (copy) => copy.replace('demands/return-harbour.yaml', '[ bordavia ]', '[ arland, bordavia ]'),
      'demands/return-harbour.yaml:4: addressees.0: arland demands of itself; name another addressee, or none',
    ],
    [
      'that nobody voices or reports',
      (copy) =>
        copy.replace(
          'demands/recovery-first.yaml',
          '    act: told_of_another_side\n    reported_by: [ sources/third ]\n',
          '    act: quoted\n',
        ),
      'demands/recovery-first.yaml:7: positions.0.act: neither voiced nor reported by anybody; fill voiced_by or reported_by',
    ],
    [
      'that rest on no statement',
      (copy) => copy.replace('demands/recovery-first.yaml', 'statements: [ easing ]', 'statements: []'),
      'demands/recovery-first.yaml:6: positions: rests on no statement; name the statements of its positions',
    ],
    [
      'told apart from itself',
      (copy) =>
        copy.append(
          'demands/return-harbour.yaml',
          'relations: [ { relation: distinct_from, demand: return-harbour, reason: It is another } ]',
        ),
      'demands/return-harbour.yaml:18: relations.0: stands to itself; name another demand',
    ],
    [
      'told apart from one that points to another alone',
      (copy) => {
        const told = (id: string, from: string) =>
          copy.append(
            `demands/${id}.yaml`,
            `relations: [ { relation: distinct_from, demand: ${from}, reason: It is another } ]`,
          );
        told('return-harbour', 'lift-fishing-limits');
        told('lift-fishing-limits', 'recovery-first');
        told('recovery-first', 'lift-fishing-limits');
      },
      /^demands\/return-harbour\.yaml:18: relations\.0: lift-fishing-limits does not point back; /,
    ],
    [
      'told apart from one that does not point back',
      (copy) =>
        copy.append(
          'demands/return-harbour.yaml',
          'relations: [ { relation: distinct_from, demand: lift-fishing-limits, reason: No harbours there } ]',
        ),
      'demands/return-harbour.yaml:18: relations.0: lift-fishing-limits does not point back; name return-harbour among the relations of lift-fishing-limits too',
    ],
  ]);
});

describe('positions', () => {
  const HERE = 'demands/return-harbour.yaml';
  const put = (from: string, to: string) => (copy: Copy) => copy.replace(HERE, from, to);
  const another = (...lines: string[]) =>
    put(
      'revised:',
      `${[
        '  - key: later',
        '    voiced_by: [ people/mila-orlov ]',
        '    act: restated',
        '    kind: call',
        ...lines.map((line) => `    ${line}`),
        '    citations: [ { field: kind, source: envoy, start: 0, end: 145, exact: possible only if Bordavia gives up } ]',
      ].join('\n')}\nrevised:`,
    );
  eachRefused([
    [
      'told by nobody',
      put('act: made', 'act: told_of_another_side'),
      `${HERE}:8: positions.0.reported_by: told of another side, by nobody; name who tells it`,
    ],
    [
      'made by nobody',
      put('voiced_by: [ people/mila-orlov ]', 'reported_by: [ sources/envoy ]'),
      `${HERE}:8: positions.0.voiced_by: made by nobody; name who voices it, or it is told_of_another_side`,
    ],
    [
      'restated by nobody',
      (copy) =>
        copy
          .replace(HERE, 'act: made', 'act: restated')
          .replace(HERE, 'voiced_by: [ people/mila-orlov ]', 'reported_by: [ sources/envoy ]'),
      `${HERE}:8: positions.0.voiced_by: restated by nobody; name who voices it, or it is told_of_another_side`,
    ],
    [
      'made, but another’s',
      put('act: made', 'act: made\n    restates: people/tomas-quint'),
      `${HERE}:12: positions.0.restates: made, but restates another’s; the act is restated, or it restates nobody’s`,
    ],
    [
      'changed on no basis',
      put('kind: precondition', 'kind: precondition\n    change: softened'),
      `${HERE}:8: positions.0.change_basis: a change that rests on nothing; write change and change_basis, or neither`,
    ],
    [
      'changed by a passage that is not there',
      put('kind: precondition', 'kind: precondition\n    change: softened\n    change_basis: passage'),
      `${HERE}:14: positions.0.change_basis: rests on a passage that is not cited; cite it with field: change, or it is curator`,
    ],
    [
      'with a condition of no consequence',
      put('kind: precondition', 'kind: precondition\n    consequence_condition: if it rains'),
      `${HERE}:13: positions.0.consequence_condition: a condition of no consequence; write consequence, or leave it out`,
    ],
    [
      'dated by reasoning, without a date',
      put('act: made', 'act: made\n    date_how: a guess'),
      `${HERE}:12: positions.0.date_how: says what a date is concluded from, but there is none; write date, or leave it out`,
    ],
    [
      'rendered by some of their sources',
      put('kind: precondition', 'kind: precondition\n    as_reported: [ { source: envoy, kind: call } ]'),
      `${HERE}:13: positions.0.as_reported: leaves out harbour; say of each source how it puts it, or of none`,
    ],
    [
      'not in the order of time',
      another('date: "2030"'),
      `${HERE}:8: positions.0: interview stands before what was put earlier; write positions in the order of time`,
    ],
    [
      'first stated, after others',
      another('date: "2032"', 'change: first_stated', 'change_basis: curator'),
      `${HERE}:22: positions.1.change: first stated, but it was put before; say what became of it since`,
    ],
  ]);
});

describe('commitments', () => {
  const HERE = 'commitments/ease-limits.yaml';
  const also = (line: string) => (copy: Copy) => copy.append(HERE, line);
  eachRefused([
    [
      'kept, as nobody says in a passage',
      also('kept: [ { kept: in_part, says: people/mila-orlov } ]'),
      `${HERE}:15: kept.0: said by somebody, but in no passage; cite the passage that says so`,
    ],
    [
      'that answer their own party',
      (copy) => copy.replace(HERE, 'demand: lift-fishing-limits', 'demand: recovery-first'),
      `${HERE}:10: answers.0: answers a demand of lakes-league itself; name the party that answers, or another demand`,
    ],
    [
      'dated by reasoning, without a date',
      also('date_how: a guess'),
      `${HERE}:15: date_how: says what a date is concluded from, but there is none; write date, or leave it out`,
    ],
  ]);
});

describe('divergences', () => {
  const alone =
    (citing: string, ...bare: string[]) =>
    (copy: Copy) => {
      leaf('kind: wording', 'kind: only_one_reports')(copy);
      for (const cited of bare) leaf(`    citations:\n      - { ${cited} }\n`, '')(copy);
      leaf('revised:', `${citing}revised:`)(copy);
    };
  const HARBOUR = 'start: 142, end: 202, exact: not sign anything without the harbour';
  const ENVOY = 'start: 146, end: 200, exact: sign nothing without our harbour';
  eachRefused([
    [
      'one source alone, but two have evidence',
      alone(''),
      `${LEAF}:2: kind: only_one_reports, but 2 positions have evidence; give it the kind that fits now, or leave the evidence to the one that reports it`,
    ],
    [
      'one source alone, but none has evidence',
      alone(`citations: [ { field: kind, source: envoy, ${ENVOY} } ]\n`, HARBOUR, ENVOY),
      `${LEAF}:2: kind: only_one_reports, but 0 positions have evidence; give it the kind that fits now, or leave the evidence to the one that reports it`,
    ],
  ]);
  eachAccepted([['one source alone, with evidence', alone('', HARBOUR)]]);
});

describe('voices', () => {
  eachRefused([
    [
      'a statement of a source that is called attributed',
      (copy) => copy.replace('statements/falcon-fired.yaml', 'voice: own', 'voice: attributed'),
      'statements/falcon-fired.yaml:4: voice: attributed, but to a source; name who the source attributes it to, or the voice is own',
    ],
    [
      'a statement of a person in its own voice',
      (copy) => copy.replace('statements/easing.yaml', 'voice: attributed', 'voice: own'),
      'statements/easing.yaml:4: voice: own voice, but of people/league-secretary; only a source speaks in its own voice; here it is attributed',
    ],
    [
      'an attribute of a source that is called attributed',
      (copy) => copy.replace('weapons/falcon.yaml', 'voice: ambiguous', 'voice: attributed'),
      'weapons/falcon.yaml:15: attributes.1.voice: attributed, but to a source; name who the source attributes it to, or the voice is own',
    ],
    [
      'an attribute of a person in its own voice',
      (copy) => copy.replace('weapons/falcon.yaml', 'voice: attributed', 'voice: own'),
      'weapons/falcon.yaml:8: attributes.0.voice: own voice, but of people/mila-orlov; only a source speaks in its own voice; here it is attributed',
    ],
    [
      'a region’s status of a source that is called attributed',
      (copy) => copy.replace('regions/eastmark.yaml', 'voice: own', 'voice: attributed'),
      /^regions\/eastmark\.yaml:11: status\.0\.voice: attributed, but to a source; /,
    ],
    [
      'a region’s status of a party in its own voice',
      (copy) =>
        copy.replace('regions/eastmark.yaml', 'asserted_by: sources/third', 'asserted_by: parties/arland'),
      /^regions\/eastmark\.yaml:11: status\.0\.voice: own voice, but of parties\/arland; /,
    ],
  ]);
  eachAccepted([
    [
      'ambiguous, whoever speaks',
      (copy) =>
        copy
          .replace('statements/falcon-fired.yaml', 'voice: own', 'voice: ambiguous')
          .replace('statements/easing.yaml', 'voice: attributed', 'voice: ambiguous'),
    ],
  ]);
});

describe('doubts', () => {
  const doubted = (field: string) => (copy: Copy) =>
    copy.append(LONER, `doubts: [ { field: ${field}, why: Two people may be meant } ]`);
  eachRefused([
    [
      'of a field that is none',
      doubted('shoe_size'),
      'people/semyon-yolkin.yaml:5: doubts.0.field: no field shoe_size; name the field that could be read otherwise',
    ],
  ]);
  eachAccepted([['of a field', doubted('name')]]);
});

describe('not stated', () => {
  const called = (field: string) => (copy: Copy) =>
    copy.append(LONER, `not_stated: [ { field: ${field}, reason: ambiguous } ]`);
  eachRefused([
    [
      'a field that has a value',
      called('name'),
      'people/semyon-yolkin.yaml:5: not_stated.0.field: name is called not stated but has a value; remove the entry, or the value',
    ],
    [
      'a list that has members',
      called('spellings'),
      'people/semyon-yolkin.yaml:5: not_stated.0.field: spellings is called not stated but has a value; remove the entry, or the value',
    ],
    [
      'a field that is none',
      called('shoe_size'),
      'people/semyon-yolkin.yaml:5: not_stated.0.field: no field shoe_size; remove the entry, or the value',
    ],
    [
      'a reason that is none',
      (copy) => copy.append(LONER, 'not_stated: [ { field: party, reason: not_in_source } ]'),
      /^people\/semyon-yolkin\.yaml:5: not_stated\.0\.reason: "not_in_source" is not allowed; write not_in_sources; /,
    ],
  ]);
  eachAccepted([
    ['a field that is null', called('party')],
    ['a list that is empty', called('roles')],
  ]);
});
