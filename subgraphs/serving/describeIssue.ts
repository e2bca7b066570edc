import type { core } from 'zod';

type Issue = core.$ZodIssue;

/**
 * One line about one bad setting: its path, and what it must be; its value is never quoted, it may be a secret.
 *
 * @param settings - all of them, to tell a setting that is missing from one that is wrong.
 */
export function describeIssue(issue: Issue, settings: unknown): string {
  const { path, message } = precise(issue);
  const where = path.join('.');
  if (path.length === 0)
    return message.replace(/^Invalid input: expected object.*/, 'must hold settings by name');
  return isAbsent(settings, path) && issue.code !== 'custom' ? `${where} is missing` : `${where}: ${message}`;
}

/** Of several forms that a setting may have, what is wrong with the one that it comes closest to. */
function precise(issue: Issue): Pick<Issue, 'path' | 'message'> {
  if (issue.code !== 'invalid_union') return issue;
  const [closest] = issue.errors
    .filter((issues) => issues.length > 0)
    .toSorted((one, other) => distance(one) - distance(other));
  const [first] = closest ?? [];
  if (first === undefined) return issue;
  const { path, message } = precise(first);
  return { path: [...issue.path, ...path], message };
}

/** A setting that this form does not know speaks against it more than one that is malformed. */
const distance = (issues: readonly Issue[]) =>
  issues.reduce((sum, { code }) => sum + (code === 'unrecognized_keys' ? 10 : 1), 0);

function isAbsent(settings: unknown, path: readonly PropertyKey[]): boolean {
  let value = settings;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return false;
    value = Reflect.get(value, step);
  }
  return value === undefined;
}
