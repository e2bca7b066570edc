/** 造字对照表: the characters that these systems define for themselves -> what they mean. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['\uE200', '\u{2CB69}'],
  ['\uE201', '\u{20164}'],
  ['\uE202', '\u{2B5AF}'],
  ['\uE203', '\u{2CC56}'],
  ['\uE204', '\u{2C90A}'],
  ['\uE205', '\u{2B36F}'],
  ['\uE206', '\u{2CB4E}'],
  ['\uE207', '\u{2B627}'],
  ['\uE208', '\u{2C35B}'],
  ['\uE209', '\u36C3'],
  ['\uE20A', '\u{20BB7}'],
  ['\uE20B', '\u{2C029}'],
]);

/**
 * Puts the meant characters for the site's own ones. Other private-use characters stay: papers show them as such.
 *
 * @see docs/dialects/gbk-xml.md, 2
 */
export function restoreRareCharacters(text: string): string {
  return text.replace(/[\uE200-\uE20B]/g, (character) => MEANT.get(character) ?? character);
}
