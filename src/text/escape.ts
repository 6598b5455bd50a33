const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Writes a text so that it may stand in HTML or XML, in an attribute too. */
export const escapeMarkup = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

/** What TeX would read as something else; braces by names, since BibTeX counts those that are escaped, too. */
const TEX: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Writes a text so that it may stand in a field of BibTeX. */
export const escapeTex = (text: string): string =>
  text.replace(/[\\{}~^$&%#_]/g, (character) => TEX[character] ?? `\\${character}`);
