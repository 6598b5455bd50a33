/** What a reader has to know to ask well, and not to read more into an answer than it says: a sentence or two each. */
export const NOTES: readonly string[] = [
  'Said is not so. A statement is what somebody said on one occasion, as documents report it; nothing here vouches for its being true. Name the speaker, and the source, with whatever you pass on.',
  'Whose a region is stands only as assertions in its `status`, each with who asserts it. `parent` is the view of the standard named in `parent_basis`, and not one of this dataset.',
  'A field that is null, or left out by a tool, was not filled by any source; `not_stated` says why: `not_in_sources`, `ambiguous`, `not_looked_up`. Do not fill it in from elsewhere without saying so.',
  'A source is a document. An origin is whose reporting it rests on, such as an agency: two sources with one origin are no two witnesses. `source_count` and `origin_count` say how many; `origins_not_stated` how many sources name none.',
  'A demand is asked by one party of others; each occasion on which it was put is a position, with its `kind` (how binding), its `condition` and its `change` against the position before. A demand’s own `kind` is that of its last position.',
  '`as_of=2022-03-04` gives demands as they stood that day. A demand stands as its party last put it until it is withdrawn, met or replaced; since `silent_since` silence alone carries it. That it is missing from a later list is no withdrawal.',
  'A commitment is what a party undertakes, grants, offers or refuses; `binding` says how firmly, `answers` which demands that answers, `kept` who says whether it was kept.',
  'A citation names its source, a passage (`start` to `end`, in Unicode code points) and a short fragment found there, `exact`. Titles, summaries and paraphrases are the curators’ words: quote `exact` alone, and give the citation’s address.',
  'A quotation is what a source prints in quotation marks, held against a transcript: `exact`, `near`, `paraphrase`, `not_found`, `contradicted`. Not found means not in this transcript, which may have gaps of its own.',
  'Dates are EDTF: `2022`, `2022-03`, `2022-02/2022-03`, `~` about, `?` uncertain. `date=2022-03` is what lies wholly within; `date__overlaps` what touches it; `meta.also_overlapping` says how many more that would be.',
  'The dataset holds what its sources say, and little beside: that something is not found here does not mean that it did not happen or was not said. Unknown parameters and values are refused, with the nearest that is known.',
];
