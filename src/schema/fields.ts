/**
 * The vocabulary that every record is written in. A field is a zod schema; what zod cannot say of it
 * (this slug names a party, these keys are evidence) stands in registries beside it, so that the build,
 * the queries, the public JSON and the documentation all read it from one place.
 */
import * as z from 'zod';
import { LIMITS } from '../text/anchor.ts';
import { checkLine, checkProse, describeSpaceAround } from '../text/characters.ts';
import { parseEdtf } from './edtf.ts';

/** Where a reference may point: one collection, or one of several (then written `collection/id`). */
export const references = z.registry<{ collections: readonly string[]; any: boolean }>();
/** Objects that are evidence: a passage of a document and the fragment found in it. */
export const evidences = z.registry<{ evidence: true }>();
/** Which field names a member of a list, so that a citation can say which member it supports. */
export const memberKeys = z.registry<{ key: string }>();
/** Lists whose members are records of a collection of their own (reports, attributes). */
export const embeddings = z.registry<{ collection: string }>();
/** Lists that are served as a collection of their own alone: with them their record would be a hundred times as long. */
export const apart = z.registry<{ apart: true }>();
/** Dates in EDTF. */
export const dates = z.registry<{ edtf: true }>();
/** Why a field that may stay empty is empty, unless the record says otherwise. */
export const reasonsOpen = z.registry<{ reason: NotStatedReason }>();

/** The form of the ids that curators write, which are also names of files. */
export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** An id as curators write it: `no-nato-membership`. */
export const slug = z
  .string()
  .max(80)
  .regex(SLUG, 'lower-case letters, digits and single hyphens, such as no-nato-membership')
  .meta({ examples: ['no-nato-membership'] });

/** Ids of citations are long; what is longer than this is no id. */
export const MAX_ID = 400;

/** Ids of embedded records are made of their parent's and what tells them apart, joined by dots. */
export const recordId = z
  .string()
  .max(MAX_ID)
  .regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/)
  .meta({ examples: ['no-nato-membership'] });

/** A text, and what is wrong with its characters, if anything; `form` is what would be right. */
const makeText = (wrong: (value: string) => string | null, form: string) =>
  z
    .string()
    .min(1)
    .check(({ value, issues }) => {
      const seen = value && wrong(value);
      if (seen) issues.push({ code: 'custom', input: value, message: form, params: { seen } });
    });

/** One line in our own words. */
export const prose = makeText(
  checkProse,
  'one line of plain text: nothing that is not seen, one space between words and none around',
)
  .max(600)
  .describe('Free text in our own words');

const verbatim = makeText(checkLine, 'the characters as they stand in a line of the document');

/** What a document prints: its own characters, whatever they are. */
export const printed = makeText(
  (value) => checkLine(value) ?? describeSpaceAround(value),
  'the characters as they stand in a line of the document, without white space around',
).max(600);

/** A reference to a record of one collection, written as its id. */
export function ref(collection: string, about: string) {
  return slug.describe(about).register(references, { collections: [collection], any: false });
}

/**
 * A reference to a record of one of several collections that are known when all are defined, written `collection/id`.
 * For fields that the build fills: no pattern is given for them.
 */
export const lateRef = (collections: () => readonly string[], about: string) =>
  z
    .string()
    .describe(about)
    .register(references, {
      get collections() {
        return collections();
      },
      any: true,
    });

/** A reference to a record of one of several collections, written `collection/id`. */
export function anyRef(collections: readonly string[], about: string) {
  const pattern = new RegExp(`^(?:${collections.join('|')})/[a-z0-9]+(?:[.-][a-z0-9]+)*$`);
  return z
    .string()
    .regex(pattern, `a reference such as ${collections[0]}/… (one of ${collections.join(', ')})`)
    .describe(about)
    .register(references, { collections, any: true });
}

/** A reference to whoever can act: a person or a party. */
export const actorRef = (about: string) => anyRef(['people', 'parties'], about);

/** A reference to whoever can say something; a source too, where it speaks in its own voice. */
export const speakerRef = (about: string) => anyRef(['people', 'parties', 'sources'], about);

/** A date in EDTF (ISO 8601-2:2019), as far as `parseEdtf` reads it. */
export const edtf = (about: string) =>
  z
    .string()
    .refine(
      (value) => parseEdtf(value) !== null,
      'an EDTF date such as 2022, 2024-11, 2024-11-21~ or 2022/2024',
    )
    .describe(about)
    .register(dates, { edtf: true });

/** What the words mean that a field may hold, and what such words are called as a type. */
export const meanings = z.registry<{ type: string; words: Readonly<Record<string, string>> }>();

/**
 * A closed list of words, each with its meaning: a type of its own in the documentation.
 * @param type its name there
 */
export function words<W extends string>(type: string, about: string, meaning: Readonly<Record<W, string>>) {
  const listed = Object.entries(meaning).map(([word, means]) => `- \`${word}\`: ${means}`);
  return z
    .enum(Object.keys(meaning) as W[])
    .meta({ id: type, description: `${about}:\n\n${listed.join('\n')}` })
    .register(meanings, { type, words: meaning });
}

/** The words that are allowed, as tables take them. */
export const getWords = <W extends string>(schema: z.ZodEnum<{ [K in W]: K }>) =>
  schema.options as unknown as readonly [W, ...W[]];

/** Why a field is null or empty: absence is said, never guessed. */
export const notStatedReason = words('NotStatedReason', 'Why a field is null or empty', {
  not_in_sources: 'no source says it',
  ambiguous: 'a source can be read in two ways',
  not_applicable: 'it makes no sense here',
  not_looked_up: 'nobody looked, as for identifiers from outside',
});
/** The words of `notStatedReason`, as tables take them. */
export const NOT_STATED_REASONS = getWords(notStatedReason);
type NotStatedReason = (typeof NOT_STATED_REASONS)[number];

/** A field that the sources may leave open: null then, for `reason` unless the record gives another. */
export function open<T extends z.ZodType>(schema: T, reason: NotStatedReason = 'not_in_sources') {
  const field = schema.nullable().default(null as never);
  reasonsOpen.add(field, { reason });
  return field;
}

/** A list, never null; empty where nothing is written. */
export function list<T extends z.ZodType>(schema: T, about: string) {
  return z.array(schema).default([]).describe(about);
}

/** An object inside a list, named by one of its fields (`key`). */
export function member<S extends z.core.$ZodLooseShape>(key: string, shape: S) {
  return z.strictObject(shape).register(memberKeys, { key });
}

const selectorShape = {
  start: z.int().min(0).describe('Start of the passage in the document, in Unicode code points'),
  end: z.int().min(1).describe('End of the passage, exclusive'),
  exact: verbatim.describe(
    `Fragment of at most ${LIMITS.words} words, exact to the character, that occurs once in the passage`,
  ),
};

/** Evidence in a source that the object around it names. `key` is the field that tells members apart. */
export function evidenceHere<S extends z.core.$ZodLooseShape>(key: string, shape: S) {
  return member(key, { ...shape, ...selectorShape }).register(evidences, { evidence: true });
}

/** Evidence that names its source itself. */
export const evidence = z
  .strictObject({ source: ref('sources', 'The document it stands in'), ...selectorShape })
  .register(evidences, { evidence: true });

/** Evidence of a member of a list, written in it. */
export const citationsHere = list(evidence, 'The passages that support this');

/** How a source prints a name. */
export const spelling = member('exact', {
  source: ref('sources', 'The document that prints it so'),
  ...selectorShape,
}).register(evidences, { evidence: true });
/** A record's `spellings`. */
export const spellings = list(spelling, 'The name as each source prints it');

/** How one side answers a demand: by a statement, or by a commitment. */
export const responseKind = words('ResponseKind', 'How one side answers what another demands', {
  rejects: 'it is turned down',
  accepts: 'it is agreed to',
  accepts_in_part: 'a part of it is agreed to',
  defers: 'it is put off, or made to wait for something',
  counter_proposes: 'something else is proposed in its place',
  overlaps: 'what is offered or planned has parts of it',
  falls_short: 'what is offered is less than it',
  says_met: 'it is said to be fulfilled',
  says_broken: 'what was agreed to is said to be broken',
});
/** The words of `responseKind`, as tables take them. */
export const RESPONSES = getWords(responseKind);

/** Whether somebody states a date, or it is concluded. */
export const basisWord = words('DateBasis', 'What a date rests on', {
  stated: 'a source states it',
  inferred: 'it is concluded from what sources state',
});
/** The words of `basisWord`, as tables take them. */
export const DATE_BASES = getWords(basisWord);
/** The basis of a record's date, null where it has none. */
export const dateBasis = open(
  basisWord.describe('Whether a source states the date, or it is inferred; null where there is none'),
  'not_applicable',
);

const voiceWord = words('Voice', 'Whose assertion it is, as the source puts it', {
  attributed: 'the source says who says it',
  own: 'the source states it in its own voice',
  ambiguous: 'the sentence does not tell whether it still reports or already comments',
});
/** The words of `voice`, as tables take them. */
export const VOICES = getWords(voiceWord);
/** Whose assertion something is: the source's own, or that of whom it names. */
export const voice = voiceWord.describe('Whose assertion it is as the source puts it');

/** Identifiers from outside, which are no part of what the sources say. */
export const identifiers = {
  wikidata: open(
    z
      .string()
      .max(12)
      .regex(/^Q[1-9]\d*$/, 'a Wikidata item such as Q159')
      .meta({ description: 'Wikidata item', examples: ['Q159'] }),
    'not_looked_up',
  ),
  identifiers_from: open(
    prose.describe('Where the identifiers from outside were looked up'),
    'not_applicable',
  ),
};

/** A field that is null or empty, and why. */
export const notStated = member('field', {
  field: z.string().describe('The field that is null or empty'),
  reason: notStatedReason.describe('Why it is'),
});

/** What every record file may hold besides its own fields. */
export const common = {
  revised: z.iso.date().describe('The day the record last changed'),
  not_stated: list(
    notStated,
    'Why a field is empty: the sources do not say, or are ambiguous, or it does not apply, or nobody looked it up',
  ),
};

const reading = words('Reading', 'How the documents were read for a record', {
  one_reader: 'by one reader',
  two_readers: 'by one, and by another who held the record against the document',
  adjudicated: 'two readers saw it differently, and it was decided between them',
});
/** How a record may have been read, as tables take it. */
export const READINGS = getWords(reading);

/** A field whose reading a reader was unsure of. */
export const doubt = member('field', {
  field: z.string().describe('The field that could be read otherwise'),
  why: prose.describe('What speaks for another reading'),
});

/** What a record that is read from documents says of the reading. */
export const readings = {
  reading: reading.default('two_readers').describe('How the documents were read for it'),
  doubts: list(doubt, 'What readers were unsure of, and why'),
};

/** A record's own citations: evidence with the field it supports, and the member where the field is a list. */
export const citations = list(
  z
    .strictObject({
      field: z.string().describe('The field of the record that the passage supports'),
      value: open(z.string().describe('The member it supports, where the field is a list'), 'not_applicable'),
      ...evidence.shape,
    })
    .register(evidences, { evidence: true }),
  'The passages that support the record',
);
