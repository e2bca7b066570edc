import type { HandlingMode } from '../../../domain/catalog/handlingMode.ts';
import type { ProxyAuthority } from '../../../domain/catalog/proxyAuthority.ts';
import type { HandlingWay } from './HandlingWay.ts';

export interface WayWanted {
  /** `null`: any. */
  readonly mode: HandlingMode | null;
  /** `null`: not said. */
  readonly authority: ProxyAuthority | null;
  /** What a source names for the item or the agreement, the leading one first. */
  readonly stated: readonly HandlingWay[];
}

/**
 * The way in which a case is handled: of those wanted one that a source names, else the first.
 *
 * That the accepting side decides (`DELEGATED`) is never taken for granted: somebody must say so, the caller or a source.
 */
export function chooseWay<Way extends HandlingWay>(
  ways: readonly Way[],
  { mode, authority, stated }: WayWanted,
): Way | null {
  const wanted = ways.filter(
    (way) => (mode === null || way.mode === mode) && (authority === null || way.authority === authority),
  );
  for (const named of stated) {
    const found = wanted.find(
      (way) => way.mode === named.mode && way.authority === (named.authority ?? assumed(way, authority)),
    );
    if (found !== undefined) return found;
  }
  return wanted.find((way) => way.authority === assumed(way, authority)) ?? null;
}

const assumed = ({ mode }: HandlingWay, authority: ProxyAuthority | null): ProxyAuthority | null =>
  mode === 'PROXY_COLLECTION' ? (authority ?? 'COLLECT') : null;
