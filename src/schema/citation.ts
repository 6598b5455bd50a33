import type { Evidence } from './walk.ts';

/** Lower-case letters and digits with single hyphens; other scripts are kept as their code points. */
export function slugify(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9\s\p{P}\p{S}]/gu, (letter) => `-u${letter.codePointAt(0)?.toString(16)}-`)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/**
 * A citation's id is made of what it cites: it stays the same as long as the passage and the supported field do.
 */
export function makeCitationId(record: { collection: string; id: string }, evidence: Evidence): string {
  const parts = [record.collection, record.id, evidence.source, evidence.start, slugify(evidence.field)];
  if (evidence.value) parts.push(slugify(evidence.value) || 'value');
  return parts.join('.');
}
