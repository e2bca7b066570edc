import type { Citation } from '../citations/Citation.ts';
import type { HandlingMode } from './HandlingMode.ts';
import type { ServiceItem } from './ServiceItem.ts';

interface AvailableMode {
  readonly mode: HandlingMode;
  /** No source at hand says of any item who decides when one place acts for another. */
  readonly authority: null;
  readonly citation: Citation;
}

/** 办理模式 of an item with who says so; `null` where no source does. */
export function modesOf(item: ServiceItem | null): readonly AvailableMode[] | null {
  const citation = item?.modesCitation ?? null;
  if (item?.modes == null || citation === null) return null;
  return item.modes.map((mode) => ({ mode, authority: null, citation }));
}
