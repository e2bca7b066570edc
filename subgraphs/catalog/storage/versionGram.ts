/** Stands among the grams of every item of a version; no gram of a text is as long. */
export function versionGram(version: number): string {
  return `#${version}#`;
}
