/** As a comment, or as a member of YAML; at the beginning of a line, where SDL has nothing of the kind. */
const LINE = /^(?:# *)?(?:revision|"revision"|'revision') *: *(\d{1,15}) *(?:\r?$|[ \t]#)/m;
/** Descriptions of SDL, which say what they like. */
const BLOCK_STRINGS = /"""[\s\S]*?"""/g;

/**
 * Which revision of itself a file says that it is: `# revision: 42` (YAML, SDL), `revision: 42` (YAML), or a member `revision`
 * of a JSON object.
 *
 * @returns `null` where it says none.
 */
export function readRevision(content: string): number | null {
  // A mark of the order of bytes counts as white space.
  const text = content.trimStart();
  if (!text.startsWith('{')) {
    const number = LINE.exec(text.replaceAll(BLOCK_STRINGS, ''))?.[1];
    return number === undefined ? null : Number(number);
  }
  try {
    const { revision }: { readonly revision?: unknown } = JSON.parse(text);
    return typeof revision === 'number' && Number.isSafeInteger(revision) && revision >= 0 ? revision : null;
  } catch {
    // Whoever reads it for good says what is wrong with it.
    return null;
  }
}
