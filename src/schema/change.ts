import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import { CHANGES } from '../text/wording.ts';
import { by, byOwner, checkWords, memberOf } from './columns.ts';
import { open, words } from './fields.ts';

const changeKind = words('WordingChange', 'What became of the words of the first fragment in the second', {
  kept: 'they stand there too',
  left_out: 'they are missing',
  put_in: 'others were added',
  replaced: 'others stand in their place',
} satisfies Record<(typeof CHANGES)[number], string>);

/** What became of words of one text in another. */
export const wordingChange = z.strictObject({
  change: changeKind.describe('What became of the words of the first in the second'),
  from: open(z.string().describe('Words of the first'), 'not_applicable'),
  to: open(z.string().describe('Words of the second'), 'not_applicable'),
});

/** A table of changes of words, in order. */
export const changeTable = (table: string, ...owner: Parameters<typeof memberOf>) =>
  sqliteTable(
    table,
    { ...memberOf(...owner), change: text({ enum: CHANGES }).notNull(), from: text(), to: text() },
    (t) => [checkWords(table, t.change, CHANGES), byOwner(table, t), by(table, t.change, t.id)],
  );
