/**
 * The link to the citation of an answer.
 * @param base what URLs begin with
 * @param self the answer's own URL
 */
export const writeCiteLink = (base: string, self: string): string =>
  `${base}/cite?url=${encodeURIComponent(self.slice(base.length))}`;
