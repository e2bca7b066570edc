import { isDeepStrictEqual } from 'node:util';
import type { GatewayConfig } from '../config.ts';

/** Names of the settings in which two configurations differ. */
export function settingsThatDiffer(before: GatewayConfig, after: GatewayConfig): readonly string[] {
  const [old, young] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const names = new Set([...old.keys(), ...young.keys()]);
  return [...names].filter((name) => !isDeepStrictEqual(old.get(name), young.get(name)));
}
