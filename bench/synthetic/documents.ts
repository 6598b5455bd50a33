import type { Rec } from '../../src/schema/resource.ts';
import { dayOf, edtfOf, revisedOn } from './days.ts';
import { anyFragment, type Frame, fragmentIn, idIn } from './frame.ts';
import { articleEnd, citing, fileOf } from './passages.ts';
import { capital } from './phrases.ts';
import { mix, Random } from './random.ts';

/** The n-th document of a dossier, as the record of a source. */
export function source(frame: Frame, n: number): Rec {
  const { world, documents } = frame;
  const document = documents[n];
  if (!document) throw new Error(`${frame.prefix} has no document ${n}`);
  const { id, seed, offset, sentences, cyrillic } = document;
  const random = new Random(mix(seed, 1));
  const outlet = random.chance(0.65) ? world.outlets.list[world.outlets.weights.draw(random)] : undefined;
  const agency = random.chance(0.3) ? world.agencies.list[world.agencies.weights.draw(random)] : undefined;
  const headline = random.chance(0.8) ? capital(world.phrases.clause(random)) : null;
  const published = random.chance(0.75) ? dayOf(frame.day + random.below(90)) : null;
  const evidence = fragmentIn(frame, document, 0, random);
  const end = articleEnd(sentences, offset);
  return {
    id,
    title: `${frame.theme} (${outlet?.name ?? `unnamed outlet, ${n + 1}`})`,
    headline,
    outlet: outlet?.id ?? null,
    agency: agency?.id ?? null,
    byline: random.chance(0.3) ? `By our correspondent in ${random.favour(frame.regions).name}` : null,
    place_line: random.chance(0.3) ? random.favour(frame.regions).name : null,
    published,
    language: cyrillic ? 'ru' : 'en',
    origin: random.chance(0.6) ? (agency?.id ?? null) : null,
    ...fileOf(seed),
    length: end + random.below(400),
    article: { start: offset, end },
    citations: [citing(published ? 'published' : 'title', null, evidence)],
    revised: revisedOn(random),
    not_stated: outlet || random.chance(0.8) ? [] : [{ field: 'outlet', reason: 'ambiguous' }],
  };
}

/** The n-th agreement that the dossier itself is about. */
export function agreement(frame: Frame, n: number): Rec {
  const { phrases } = frame.world;
  const random = new Random(mix(frame.seed, n, 17));
  const term = capital(phrases.clause(random));
  const parties = frame.parties.slice(0, 2).map(({ id }) => id);
  return {
    id: idIn(frame.prefix, n + 1, 1),
    name: `Plan for the ${phrases.adjective(random)} ${phrases.noun(random)}`,
    kind: random.pick(['peace_plan', 'accord', 'decree', 'policy_paper'] as const),
    status: random.chance(0.7) ? 'proposed' : 'not_stated',
    summary: `${capital(phrases.sentence(random))}.`,
    parties,
    proposed_by: [random.favour(frame.people).ref],
    terms: [term],
    work: random.chance(0.2) ? `Paper on the ${phrases.noun(random)}` : null,
    date: random.chance(0.5) ? edtfOf(frame.day, random) : null,
    topics: [random.favour(frame.topics).id],
    regions: random.chance(0.5) ? [random.favour(frame.regions).id] : [],
    spellings: [],
    wikidata: null,
    identifiers_from: null,
    citations: [citing('terms', term, anyFragment(frame, random))],
    revised: revisedOn(random),
    not_stated: [],
  };
}
