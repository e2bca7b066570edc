import type { HandlingMode } from '../../../domain/catalog/handlingMode.ts';
import type { StatedMode } from '../../../domain/catalog/StatedMode.ts';
import type { ModeRow } from '../document/modeRow.ts';

/** The terms of the sources. */
const MODES = {
  全程网办: 'FULLY_ONLINE',
  异地代收代办: 'PROXY_COLLECTION',
  多地联办: 'JOINT_HANDLING',
} as const satisfies Record<ModeRow['mode'], HandlingMode>;

export function toStatedMode({ mode, authority, source, quote }: ModeRow): StatedMode {
  return { mode: MODES[mode], authority: authority ?? null, source, quote };
}
