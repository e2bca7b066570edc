import type { StatedMode } from '../../../domain/catalog/StatedMode.ts';
import type { ServiceItem } from '../items/ServiceItem.ts';
import type { CoverageGrant } from './CoverageGrant.ts';
import { scopeOf } from './scopeOf.ts';

/** 办理模式: what the leading grant whose scope names some says, else the item's; `null` where no source says. */
export function modesOf(
  grants: readonly CoverageGrant[],
  item: ServiceItem | null,
): readonly StatedMode[] | null {
  for (const grant of grants) {
    const modes = scopeOf(grant)?.modes;
    if (modes) return modes;
  }
  return item?.modes ?? null;
}
