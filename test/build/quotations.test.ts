/** Quotations held against a transcript, and what nothing cites. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { eachAccepted, eachRefused } from './cases.ts';
import { built, Copy, refusal, run, sha256 } from './support.ts';

const SPOKEN = `Reporter: And the harbour?
Orlov: Well, we will never sign anything without the harbour, believe me. It is ours. We have said so. It is ours indeed.
Reporter: Thank you. The tape runs on for a while, with steps in it, and a door, and somebody who asks for tea.
`;

/** The fixture with a transcript of the interview, and an utterance that is reported from it. */
function withTranscript(): Copy {
  const copy = new Copy();
  const file = join(copy.documents, 'spoken.txt');
  writeFileSync(file, SPOKEN);
  return copy
    .write(
      'sources/spoken.yaml',
      `title: What was spoken
document_kind: transcript
language: en
file: spoken.txt
sha256: ${sha256(file)}
length: ${[...SPOKEN].length}
article: { start: 0, end: ${[...SPOKEN].length} }
citations: [ { field: title, source: spoken, start: 0, end: 26, exact: Reporter } ]
revised: "2031-06-01"
`,
    )
    .append('statements/lift-limits.yaml', 'not_stated: [ { field: condition, reason: not_in_sources } ]')
    .replace(
      'statements/lift-limits.yaml',
      '  - source: third\n',
      '  - source: spoken\n    verb: said\n    wording: [ { part: demand, speech: direct, start: 27, end: 100, exact: believe me } ]\n  - source: third\n',
    );
}

const quotationsIn = (copy: Copy, source: string) =>
  (parse(copy.read(`sources/${source}.yaml`)).quotations ?? []) as {
    verdict: string;
    passages?: { exact: string }[];
    checked: string;
  }[];

describe('the command', () => {
  const hold = (copy: Copy) =>
    run('quotations', '--data', copy.data, '--documents', copy.documents, '--source', 'spoken');

  test('writes what is found to the word, or nearly, and leaves the rest to a reader', async () => {
    const copy = withTranscript().replace(
      'sources/harbour.yaml',
      /quotations:[\s\S]*(?=revised:)/.exec(new Copy().read('sources/harbour.yaml'))?.[0] ?? '',
      '',
    );
    const before = copy.read('statements/return-harbour.yaml');
    const { code, out, err } = await hold(copy);
    expect([code, err]).toEqual([0, '']);
    expect(out.trimEnd().split('\n')).toEqual([
      'envoy: return-harbour, refusal: “sign nothing without our harbour”: not found',
      '0 exact, 1 near, 1 for a reader',
    ]);
    expect(quotationsIn(copy, 'harbour')).toEqual([
      {
        extent: 'fragment',
        statements: ['return-harbour'],
        part: 'refusal',
        quoted: [{ start: 142, end: 202, exact: 'not sign anything without the harbour' }],
        transcript: 'spoken',
        verdict: 'near',
        passages: [
          { source: 'spoken', start: 27, end: 100, exact: 'never sign anything without the harbour' },
        ],
        checked: 'command',
      },
    ]);
    expect(copy.read('statements/return-harbour.yaml')).toBe(before);
    expect(refusal(copy.data)).toEqual([]);
    const { record } = built(copy.data);
    expect(record('sources', 'harbour').quotation_counts).toEqual([
      { extent: 'fragment', verdict: 'near', count: 1 },
    ]);
    expect(record('quotations', 'harbour.142.return-harbour.refusal')).toMatchObject({
      name: '“not sign anything without the harbour” (Harbour report)',
      changes: [
        { change: 'replaced', from: 'never', to: 'not' },
        {
          change: 'kept',
          from: 'sign anything without the harbour',
          to: 'sign anything without the harbour',
        },
      ],
    });
    expect(
      (record('statements', 'return-harbour').quotations as { id: string }[]).map(({ id }) => id),
    ).toEqual(['harbour.142.return-harbour.refusal']);
    // What has a verdict keeps it.
    expect((await hold(copy)).out).toContain('0 exact, 0 near, 1 for a reader');
  });

  test('calls exact what differs in case and marks alone', async () => {
    const copy = withTranscript();
    copy.document('spoken', 'never sign anything without the harbour', '“Sign Nothing without our harbour”');
    copy.write(
      'sources/spoken.yaml',
      copy
        .read('sources/spoken.yaml')
        .replace(
          /end: \d+ }\n/,
          `end: ${[...readFileSync(join(copy.documents, 'spoken.txt'), 'utf8')].length} }\n`,
        ),
    );
    copy.write(
      'statements/lift-limits.yaml',
      copy.read('statements/lift-limits.yaml').replace('start: 27, end: 100', 'start: 27, end: 94'),
    );
    expect((await hold(copy)).out).toBe('1 exact, 0 near, 0 for a reader\n');
    expect(quotationsIn(copy, 'envoy')).toMatchObject([
      { verdict: 'exact', passages: [{ exact: 'Sign Nothing without our harbour' }] },
    ]);
  });

  test.each([
    ['of three words in none', 'anything without the', 'anything with the', false],
    ['of four in one', 'sign anything without the', 'sign anything with the', true],
    [
      'of seven in one',
      'will not sign anything without the harbour',
      'will never sign something without the harbour',
      false,
    ],
    [
      'of eight in two',
      'We will not sign anything without the harbour',
      'We will never sign something without the harbour',
      true,
    ],
  ])('lets a fragment differ %s', async (_, printed, spoken, isNear) => {
    const copy = withTranscript()
      .document('spoken', 'we will never sign anything without the harbour', spoken)
      .replace(
        'statements/return-harbour.yaml',
        'exact: not sign anything without the harbour',
        `exact: ${printed}`,
      )
      .replace(
        'sources/harbour.yaml',
        /quotations:[\s\S]*(?=revised:)/.exec(new Copy().read('sources/harbour.yaml'))?.[0] ?? '',
        '',
      );
    const { length } = [...readFileSync(join(copy.documents, 'spoken.txt'), 'utf8')];
    const moved = length - [...SPOKEN].length;
    copy
      .write(
        'sources/spoken.yaml',
        copy.read('sources/spoken.yaml').replace(/end: \d+ }\n/, `end: ${length} }\n`),
      )
      .write(
        'statements/lift-limits.yaml',
        copy.read('statements/lift-limits.yaml').replace('end: 100', `end: ${100 + moved}`),
      );
    const { out, err } = await hold(copy);
    expect(err).toBe('');
    expect(out).toContain(isNear ? '0 exact, 1 near' : '0 exact, 0 near');
  });

  test.each([
    [['--documents', 'DIR'], 2, 'name the transcript: --source ID'],
    [
      ['--documents', 'DIR', '--source', 'nowhere'],
      1,
      'no source nowhere; sources are the files of sources/',
    ],
  ])('%j is refused', async (args, status, message) => {
    const copy = new Copy();
    const { code, err } = await run(
      'quotations',
      '--data',
      copy.data,
      ...args.map((arg) => (arg === 'DIR' ? copy.documents : arg)),
    );
    expect([code, err.split('\n')[0]]).toEqual([status, message]);
  });
});

describe('quotations', () => {
  const HERE = 'sources/harbour.yaml';
  const put = (from: string, to: string) => (copy: Copy) => copy.replace(HERE, from, to);
  const FOUND = 'passages: [ { source: third, start: 0, end: 52, exact: lift fishing limits } ]';
  test('held against a source that is not there: that alone is said', () => {
    const copy = new Copy().replace(HERE, 'transcript: third', 'transcript: thirds');
    expect(refusal(copy.data)).toEqual([
      expect.stringMatching(/transcript: no record sources\/thirds; write third$/),
    ]);
  });
  eachRefused([
    [
      'held against a report',
      put('transcript: third', 'transcript: envoy'),
      /^sources\/harbour\.yaml:\d+: quotations\.0\.transcript: envoy is a report; name a source that is a transcript or official_transcript$/,
    ],
    [
      'found nowhere, and called near',
      put('verdict: not_found', 'verdict: near'),
      /: quotations\.0\.passages: near, but in no passage; cite the passage of the transcript$/,
    ],
    [
      'found in another text',
      put(
        'verdict: not_found',
        'verdict: near\n    passages: [ { source: envoy, start: 146, end: 200, exact: sign nothing without our harbour } ]',
      ),
      /: quotations\.0\.passages: a passage of envoy; cite third, the transcript that it is held against$/,
    ],
    [
      'called exact, in other words',
      put('verdict: not_found', `verdict: exact\n    ${FOUND}`),
      /: quotations\.0\.verdict: exact, but “not sign anything without the harbour” is not in “lift fishing limits”; write near, or cite the very words$/,
    ],
    [
      'of no part',
      put('    part: refusal\n', ''),
      /: quotations\.0\.part: a fragment of no part of a statement; name the statement, and the part that it renders$/,
    ],
    [
      'of a part of no statement',
      put('    statements: [ return-harbour ]\n', '    statements: []\n'),
      /: quotations\.0\.part: a fragment of no part of a statement; /,
    ],
    [
      'whole, but nowhere',
      put('extent: fragment', 'extent: whole'),
      /: quotations\.0\.range: a whole quotation that stands nowhere; whole quotations have a range, fragments do not$/,
    ],
  ]);
  eachAccepted([
    ['contradicted by a passage', put('verdict: not_found', `verdict: contradicted\n    ${FOUND}`)],
  ]);
});

describe('gaps', () => {
  test('says of each document how much nothing cites, and which are new', async () => {
    const copy = withTranscript();
    mkdirSync(join(copy.documents, 'late'));
    writeFileSync(join(copy.documents, 'late/fresh.txt'), 'New.\n');
    writeFileSync(join(copy.documents, 'late/scan.pdf'), '%PDF');
    copy.write(
      'sources/envoy.yaml',
      copy.read('sources/envoy.yaml').replace(/sha256: .*/, `sha256: "${'0'.repeat(64)}"`),
    );
    const { out } = await run('gaps', '--data', copy.data, '--documents', copy.documents);
    expect(out.trimEnd().split('\n')).toEqual([
      'envoy: its document is another than the one cited',
      expect.stringMatching(/^harbour: \d+ of \d+ sentences cited by nothing$/),
      'spoken: 5 of 7 sentences cited by nothing',
      expect.stringMatching(/^third: \d+ of \d+ sentences cited by nothing$/),
      'named by no source: late/fresh.txt',
    ]);
  });

  test('shows those of one document, sentences in a row as one', async () => {
    const copy = withTranscript();
    const { out } = await run(
      'gaps',
      '--data',
      copy.data,
      '--documents',
      copy.documents,
      '--source',
      'spoken',
    );
    expect(out.trimEnd().split('\n')).toEqual([
      'spoken: 5 of 7 sentences cited by nothing',
      expect.stringMatching(/^ {2}101–\d+: It is ours\. …$/),
      expect.stringMatching(/: Reporter: Thank you\. …$/),
    ]);
    const { code, err } = await run(
      'gaps',
      '--data',
      copy.data,
      '--documents',
      copy.documents,
      '--source',
      'x',
    );
    expect([code, err]).toEqual([1, 'no source x; sources are the files of sources/\n']);
  });
});
