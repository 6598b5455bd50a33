import * as z from 'zod';
import { cited, sourcesOf } from './corroboration.ts';
import {
  citations,
  citationsHere,
  common,
  identifiers,
  list,
  member,
  open,
  ref,
  slug,
  spellings,
  text,
} from './fields.ts';
import { defineResource } from './resource.ts';

export const ROLE_TIMES = ['current', 'former', 'elect', 'outgoing', 'not_stated'] as const;

export const people = defineResource({
  name: 'people',
  singular: 'person',
  about:
    'People who speak or are spoken of, with their roles as the sources give them. An unnamed official is a record too.',
  record: z.strictObject({
    id: slug,
    name: text.describe('Name in English; for an unnamed person a description'),
    unnamed: z.boolean().describe('Whether no source gives the name').default(false),
    party: open(ref('parties', 'The party that the person acts for')),
    roles: list(
      member('title', {
        title: text.describe('The role in words'),
        party: open(ref('parties', 'The party that the role belongs to')),
        time: z.enum(ROLE_TIMES).describe('What the text says of its time, as seen from the text'),
        citations: citationsHere,
      }),
      'Roles as the sources give them',
    ),
    spellings,
    ...identifiers,
    citations,
    ...common,
  }),
  derived: cited,
  derive: (person, dataset) => ({ sources: sourcesOf(dataset, 'people', person.id) }),
  label: 'name',
  filters: {
    party: 'party',
    unnamed: 'unnamed',
    wikidata: 'wikidata',
    source: 'sources',
  },
  sorts: { name: 'name' },
  includes: {
    citations: { collection: 'citations', filter: 'record' },
    statements: { collection: 'statements', filter: 'speaker' },
    statements_about: { collection: 'statements', filter: 'about' },
    demands: { collection: 'demands', filter: 'person' },
    events: { collection: 'events', filter: 'participant' },
  },
});
