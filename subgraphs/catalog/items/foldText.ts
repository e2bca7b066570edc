/**
 * Text as it is compared in a search: width, case and spacing of Latin letters make no difference, nor do the marks that
 * sources set or leave out at will, for example “” and 《》.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/["'“”‘’《》〈〉「」]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
