const MAX_LENGTH = 200;
/** A group that is repeated, from which a text can be made that takes for ever. */
const REPEATED_GROUP = /\)[*+{]/;

/** Whether a pattern may be run over a stranger's text: whole texts only, and no group of it is repeated. */
export function isSafePattern(pattern: string): boolean {
  if (pattern.length > MAX_LENGTH || REPEATED_GROUP.test(pattern)) return false;
  if (!pattern.startsWith('^') || !pattern.endsWith('$')) return false;
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}
