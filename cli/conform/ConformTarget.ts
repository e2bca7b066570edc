import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';

/** The endpoint under test, and the secrets that its gateway shares with it. */
export interface ConformTarget {
  readonly url: string;
  readonly jurisdiction: DivisionCode;
  /** `housing-fund`. */
  readonly subgraph: string;
  readonly contextKey: Uint8Array;
  /** Whether it runs in development, where introspection is allowed; `null` where nobody here knows. */
  readonly isDevelopment: boolean | null;
  /** Seals an identity for any jurisdiction, as `people` does. */
  readonly seal: (identity: HolderIdentity, jurisdiction: DivisionCode) => string;
  /** Somebody of the place, whose record may be read for this; `null` where the operator named nobody. */
  readonly person: HolderIdentity | null;
}
