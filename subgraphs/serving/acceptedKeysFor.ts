import type { ContextKeyConfig } from './contextKeyConfig.ts';
import { contextKeyFor } from './contextKeyFor.ts';

/** The keys under which one endpoint accepts contexts, the one that it signs with first. */
export function acceptedKeysFor(audience: string, config: ContextKeyConfig): readonly Uint8Array[] {
  const { also } = config;
  if (also === undefined) return [contextKeyFor(audience, config)];
  const other = 'key' in config ? { key: also } : { master: also };
  return [contextKeyFor(audience, config), contextKeyFor(audience, other)];
}
