import type { CacheHints } from './CacheHints.ts';

const DIRECTIVE = /([a-z0-9-]+)(?:=(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?/gi;
const FORBIDDEN = ['no-store', 'no-cache'];
/** What a larger number counts as (RFC 9111, section 1.2.2). */
const MOST_SECONDS = 2 ** 31;
const NO_STALE = ['must-revalidate', 'proxy-revalidate'];

/**
 * Reads the header `cache-control` of a subgraph's answer, as a cache reads it that many callers share.
 *
 * `absent-max-age` is a directive of our own: for how long it counts that an entity is not there. An answer that does not
 * say `public` is private; where directives contradict each other, or cannot be read, the more careful reading counts.
 *
 * @param age - the header `age`: how long others have kept it already.
 * @returns `null` where the answer must not be kept, or nothing is said.
 * @see RFC 9111, section 5.2.2; RFC 5861 for `stale-while-revalidate` and `stale-if-error`
 */
export function parseCacheControl(header: string | undefined, age: string | undefined): CacheHints | null {
  if (header === undefined) return null;
  const said = directivesOf(header);
  if (FORBIDDEN.some((name) => said.has(name))) return null;
  const isPublic = said.has('public') && !said.has('private');
  const shared = isPublic ? said.get('s-maxage') : undefined;
  const ageSeconds = ageOf(age);
  const freshSeconds = secondsOf(shared ?? said.get('max-age')) - ageSeconds;
  if (!(freshSeconds > 0)) return null;
  const mayBeStale = !NO_STALE.some((name) => said.has(name));
  const stale = (name: string) => (mayBeStale ? secondsOf(said.get(name)) : 0);
  return {
    isPublic,
    freshSeconds,
    ageSeconds,
    revalidateSeconds: stale('stale-while-revalidate'),
    ifErrorSeconds: stale('stale-if-error'),
    absentSeconds: Math.min(freshSeconds, secondsOf(said.get('absent-max-age'))),
  };
}

function directivesOf(header: string): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const [, name = '', quoted, plain = ''] of header.matchAll(DIRECTIVE)) {
    const key = name.toLowerCase();
    const value = quoted ?? plain;
    const before = said.get(key);
    said.set(key, before === undefined || secondsOf(value) < secondsOf(before) ? value : before);
  }
  return said;
}

/** Anything but whole seconds is none. */
const secondsOf = (text: string | undefined): number =>
  text !== undefined && /^\d+$/.test(text) ? Math.min(Number(text), MOST_SECONDS) : 0;

/** An age that cannot be read is beyond all measure. */
function ageOf(text: string | undefined): number {
  if (text === undefined) return 0;
  return /^\d+$/.test(text) ? Number(text) : Infinity;
}
