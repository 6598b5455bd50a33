/** The commands that hold the data against the documents it is curated from. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { check } from '../../dataset/check.ts';
import { readSources } from '../../dataset/load.ts';
import { resources } from '../../schema/index.ts';
import { type Dataset, isWritten } from '../../schema/resource.ts';
import { explainMissing, LIMITS } from '../../text/anchor.ts';
import { findClosest } from '../../text/closest.ts';
import { type Anchorable, anchor, findSentence } from '../anchor.ts';
import { listDocuments, readDocument, UnreadableDocument } from '../documents.ts';
import { measureProgress, type Progress } from '../gaps.ts';
import { holdQuotations } from '../quotations.ts';
import { drawSample } from '../sample.ts';
import { verify } from '../verify.ts';
import { type Command, CommandError, type Options, UsageError } from './command.ts';

function checkDocumentsFolder({ documents }: Options): string {
  if (!documents) throw new UsageError('name the folder of the documents: --documents DIR');
  if (!statSync(documents, { throwIfNoEntry: false })?.isDirectory())
    throw new CommandError(`no folder ${documents}`);
  return documents;
}

/**
 * Sources with their documents; what is not in the folder is left out.
 * @throws {CommandError} that names every document that cannot be read
 */
function readDocuments(folder: string, { data }: Options): Map<string, Anchorable> {
  const found = new Map<string, Anchorable>();
  const unreadable: string[] = [];
  for (const { id, file, article } of readSources(data))
    try {
      const document = readDocument(folder, file);
      if (document) found.set(id, { document, article });
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      unreadable.push(`${id}: ${error.message}`);
    }
  if (unreadable.length) throw new CommandError(unreadable.join('\n'));
  return found;
}

/** `verify`: every source and citation held against its document. */
export const runVerify: Command = (options) => {
  const folder = checkDocumentsFolder(options);
  const { dataset } = check(options.data);
  const { wrong, checked, shares } = verify(dataset, (source) => readDocument(folder, String(source.file)));
  for (const line of wrong) console.error(line);
  const quoted = Object.entries(shares).map(([id, share]) => `${id} ${(share * 100).toFixed(1)}%`);
  console.log(`quoted, of at most ${LIMITS.share * 100}%: ${quoted.join(', ')}`);
  console.log(`${checked.citations} citations in ${checked.sources} documents, ${wrong.length} mismatches`);
  if (wrong.length) process.exitCode = 1;
};

/** `locate`: where a fragment stands, written as evidence is. */
export const runLocate: Command = (options, [fragment]) => {
  const folder = checkDocumentsFolder(options);
  if (!fragment) throw new UsageError('name the fragment to look for');
  let found = 0;
  const documents = readDocuments(folder, options);
  for (const [id, source] of documents) {
    const { document, article } = source;
    for (const at of document.find(fragment)) {
      const passage = document
        .findSentences(article.start, article.end)
        .find(({ start, end }) => start <= at && at < end);
      const range = passage ?? { start: at, end: at + [...fragment].length };
      const where = passage ? findSentence(source, fragment) : 'outside the article';
      console.log(
        `- { source: ${id}, start: ${range.start}, end: ${range.end}, exact: ${JSON.stringify(fragment)} }` +
          (typeof where === 'string' ? ` # ${where}` : ''),
      );
      found++;
    }
  }
  if (!found) {
    const named = new Set(readSources(options.data).map(({ file }) => file));
    const others = listDocuments(folder).filter((path) => !named.has(basename(path)));
    const hint = others.length ? `; not looked at, since no source names them: ${others.join(', ')}` : '';
    console.error(`not found in any document, to the character${hint}`);
    for (const [id, { document }] of documents) {
      const why = explainMissing(document, { exact: fragment });
      if (why) console.error(`${id}${why.replace(';', ':')}`);
    }
    process.exitCode = 1;
  }
};

/** What to say where no source has an id: the one that it is near to, or where they are. */
function explainNoSource(dataset: Dataset, id: string | undefined): CommandError {
  const near = findClosest(
    String(id),
    [...dataset.all('sources')].map((source) => source.id),
  );
  return new CommandError(`no source ${id}; ${near ? `write ${near}` : 'sources are the files of sources/'}`);
}

/** `anchor`: ranges for evidence that has none. */
export const runAnchor: Command = (options) => {
  const folder = checkDocumentsFolder(options);
  const named = resources.filter(isWritten).map(({ name }) => name);
  const { anchored, failed } = anchor(options.data, named, readDocuments(folder, options));
  for (const line of failed) console.error(line);
  if (failed.some((line) => line.includes('”: not found')))
    console.error('npm run data:locate -- --documents DIR "WORDS" shows where they stand');
  console.log(`${anchored} anchored, ${failed.length} not`);
  if (failed.length) process.exitCode = 1;
};

/** A document by its line in the list: how far it has come. */
const formatProgress = ({ source, state, sentences, uncited }: Progress): string =>
  state === 'read'
    ? `${source}: ${uncited} of ${sentences} sentences cited by nothing`
    : `${source}: ${{ missing: 'its document is not there', changed: 'its document is another than the one cited', unread: 'no statement is reported from it yet' }[state]}`;

/** `gaps`: which sentences of documents nothing cites. */
export const runGaps: Command = (options) => {
  const folder = checkDocumentsFolder(options);
  const { dataset } = check(options.data);
  const all = dataset.all('sources');
  const chosen = all.filter(({ id }) => options.source === undefined || id === options.source);
  if (!chosen.length) throw explainNoSource(dataset, options.source);
  for (const source of chosen) {
    const progress = measureProgress(dataset, source, readDocument(folder, String(source.file)));
    console.log(formatProgress(progress));
    if (options.source !== undefined)
      for (const { start, end, begins } of progress.gaps) console.log(`  ${start}–${end}: ${begins} …`);
  }
  const named = new Set(all.map(({ file }) => file));
  const fresh = listDocuments(folder).filter((path) => path.endsWith('.txt') && !named.has(basename(path)));
  if (options.source === undefined && fresh.length) console.log(`named by no source: ${fresh.join(', ')}`);
};

/** Passages that two readers code apart, where no other number is asked for. */
const SAMPLE = 150;

/** `sample`: passages that two readers code apart, as a table to be filled in. */
export const runSample: Command = (options, [round = '1', size = String(SAMPLE)]) => {
  const folder = checkDocumentsFolder(options);
  if (!/^[1-9]\d{0,4}$/.test(size)) throw new UsageError(`“${size}” is no number of passages`);
  const { dataset } = check(options.data);
  console.log('source\tstart\tend\ttext');
  for (const { source, start, end, text } of drawSample(
    dataset,
    readDocuments(folder, options),
    round,
    Number(size),
  ))
    console.log([source, start, end, text].join('\t'));
};

/** `quotations`: verdicts for what reports quote of one transcript. */
export const runQuotations: Command = (options) => {
  const folder = checkDocumentsFolder(options);
  if (!options.source) throw new UsageError('name the transcript: --source ID');
  const { dataset } = check(options.data);
  const transcript = dataset.get('sources', options.source);
  if (!transcript) throw explainNoSource(dataset, options.source);
  const document = readDocument(folder, String(transcript.file));
  if (!document) throw new CommandError(`no document ${transcript.file}`);
  const article = transcript.article as { start: number; end: number };
  const { exact, near, unread } = holdQuotations(options.data, dataset, transcript.id, { document, article });
  for (const line of unread) console.log(line);
  console.log(`${exact} exact, ${near} near, ${unread.length} for a reader`);
};
