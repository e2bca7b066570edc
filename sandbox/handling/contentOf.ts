import { createHash } from 'node:crypto';

/** Equal for equal contents: the order of keys and of the entries of lists does not count. */
export function contentOf(content: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(content).map(([name, value]) => {
    const parts = Array.isArray(value) ? value.map((one) => JSON.stringify(one)).toSorted() : value;
    return JSON.stringify([name, parts]);
  });
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex');
}
