/** Every collection, parents before children: the one place that lists them. */
import { agreementResource } from './agreements.ts';
import { attributeResource } from './attributes.ts';
import { citationResource } from './citations.ts';
import { codingResource } from './codings.ts';
import { commitmentResource } from './commitments.ts';
import { correctionResource } from './corrections.ts';
import { coverageResource } from './coverage.ts';
import { demandResource } from './demands.ts';
import { dictionaryResource } from './dictionary.ts';
import { divergenceResource } from './divergences.ts';
import { eventResource } from './events.ts';
import { partyResource } from './parties.ts';
import { personResource } from './people.ts';
import { positionResource } from './positions.ts';
import { quotationResource } from './quotations.ts';
import { regionResource } from './regions.ts';
import { releaseResource } from './releases.ts';
import { reliabilityResource } from './reliability.ts';
import { reportResource } from './reports.ts';
import { isWritten, type Resource } from './resource.ts';
import { retirementResource } from './retirements.ts';
import { notStatedResource } from './shared.ts';
import { sourceResource } from './sources.ts';
import { statementResource } from './statements.ts';
import { listNested } from './storage.ts';
import { topicResource } from './topics.ts';
import { weaponResource } from './weapons.ts';
import { wordingResource } from './wordings.ts';

/** All collections but the lists inside their records; those that the build makes from others come last. */
export const resources: readonly Resource[] = [
  partyResource,
  sourceResource,
  personResource,
  topicResource,
  regionResource,
  weaponResource,
  attributeResource,
  agreementResource,
  eventResource,
  statementResource,
  reportResource,
  quotationResource,
  demandResource,
  positionResource,
  commitmentResource,
  divergenceResource,
  correctionResource,
  codingResource,
  releaseResource,
  retirementResource,
  citationResource,
  wordingResource,
  coverageResource,
  reliabilityResource,
  dictionaryResource,
];

/** The collections whose records are files, by their name: the folders of `data/`. */
export const folders: readonly string[] = resources.filter(isWritten).map(({ name }) => name);

/** All that is served: the collections, and the lists of objects inside their records, each a collection too. */
export const collections: readonly Resource[] = [
  ...resources,
  ...[...new Set([...resources.flatMap(listNested), notStatedResource])].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  ),
];

/** Every collection by its name. */
export const resourceNamed = new Map(collections.map((resource) => [resource.name, resource]));

/**
 * A collection by its name.
 * @throws {Error} where there is none
 */
export function getResource(name: string): Resource {
  const resource = resourceNamed.get(name);
  if (!resource) throw new Error(`No collection ${name}`);
  return resource;
}
