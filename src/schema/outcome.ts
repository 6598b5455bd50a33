import { words } from './fields.ts';

/** What became of a demand between two days. */
export const outcome = words('DemandOutcome', 'What became of a demand between two days', {
  stated: 'it stands on the second day, and did not on the first',
  ended: 'it stood on the first day, and does not on the second',
  stated_and_ended: 'it was stated after the first day, and had ended by the second',
  changed: 'it stands on both, and is put in another way on the second',
  reaffirmed: 'it stands on both, and was put again in the same way',
  told: 'it stands as it stood, or never did: others told or cited it, or a list left it out',
});
