/** Every collection, parents before children: the one place that lists them. */

import { agreements } from './agreements.ts';
import { attributes } from './attributes.ts';
import { citations } from './citations.ts';
import { coverage } from './coverage.ts';
import { demands } from './demands.ts';
import { dictionary } from './dictionary.ts';
import { divergences } from './divergences.ts';
import { events } from './events.ts';
import { parties } from './parties.ts';
import { people } from './people.ts';
import { regions } from './regions.ts';
import { reports } from './reports.ts';
import type { Resource } from './resource.ts';
import { sources } from './sources.ts';
import { statements } from './statements.ts';
import { topics } from './topics.ts';
import { weapons } from './weapons.ts';
import { wordings } from './wordings.ts';

export const resources: readonly Resource[] = [
  parties,
  sources,
  people,
  topics,
  regions,
  weapons,
  attributes,
  agreements,
  events,
  statements,
  reports,
  demands,
  divergences,
  citations,
  wordings,
  coverage,
  dictionary,
];

export const resourceNamed = new Map(resources.map((resource) => [resource.name, resource]));
