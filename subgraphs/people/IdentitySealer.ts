import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { IdentityKey } from '../jurisdiction/IdentityKey.ts';
import type { Holder } from './Holder.ts';
import type { HolderVault } from './HolderVault.ts';
import { RecentlyUsed } from './RecentlyUsed.ts';
import { sealIdentity } from './sealIdentity.ts';

/** Opening and sealing costs about 0.1 ms of CPU per record; this many results take about 5 MB. */
const MEMORY = 10_000;

/** Seals holders' identities for jurisdictions, and remembers the results. */
export class IdentitySealer {
  readonly #vault: HolderVault;
  readonly #keyFor: (jurisdiction: DivisionCode) => IdentityKey;
  readonly #sealed = new RecentlyUsed<string>(MEMORY);

  constructor(vault: HolderVault, keyFor: (jurisdiction: DivisionCode) => IdentityKey) {
    this.#vault = vault;
    this.#keyFor = keyFor;
  }

  /** @throws {TongbanError} JURISDICTION_NOT_CONNECTED for a place without a key. */
  seal(holder: Holder, jurisdiction: DivisionCode): string {
    const key = this.#keyFor(jurisdiction);
    // Sealed bytes change with what they hold, so a new name is a new entry, and no number lies in a cache key.
    const entry = [
      jurisdiction,
      key.version,
      holder.numberSealed.toString('base64url'),
      holder.id,
      holder.nameSealed.toString('base64url'),
    ].join(':');
    return this.#sealed.getOrCompute(entry, () => sealIdentity(this.#vault.open(holder), jurisdiction, key));
  }
}
