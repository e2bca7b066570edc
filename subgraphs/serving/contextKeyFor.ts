import type { ContextKeyConfig } from './contextKeyConfig.ts';
import { deriveContextKey } from './deriveContextKey.ts';

/** The key that signs the call contexts of one endpoint. */
export function contextKeyFor(audience: string, config: ContextKeyConfig): Uint8Array {
  return 'key' in config ? config.key : deriveContextKey(config.master, audience);
}
