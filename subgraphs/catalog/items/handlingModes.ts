import type { HandlingMode } from './HandlingMode.ts';

/** The terms of the sources for the modes of handling. */
export const HANDLING_MODES = {
  全程网办: 'FULLY_ONLINE',
  异地代收代办: 'PROXY_COLLECTION',
  多地联办: 'JOINT_HANDLING',
} as const satisfies Record<string, HandlingMode>;
