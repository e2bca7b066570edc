import type { DivisionCode } from '../../domain/divisionCode.ts';
import { deriveIdentityKey } from './deriveIdentityKey.ts';
import type { IdentityKey } from './IdentityKey.ts';
import type { IdentityKeysConfig } from './identityKeysConfig.ts';

/** The keys that a jurisdiction opens identities with. */
export function identityKeysFor(
  jurisdiction: DivisionCode,
  config: IdentityKeysConfig,
): readonly IdentityKey[] {
  if ('keys' in config) return config.keys;
  return config.versions.map((version) => deriveIdentityKey(config.master, jurisdiction, version));
}
