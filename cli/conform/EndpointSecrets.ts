import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { IdentityKey } from '../../subgraphs/jurisdiction/IdentityKey.ts';

/** What a gateway and `people` share with the endpoints of a server. */
export interface EndpointSecrets {
  /** Subgraphs that the endpoint may be one of; where there are several, it is asked. */
  readonly subgraphs: readonly string[];
  readonly contextKey: (audience: string) => Uint8Array;
  /** The current identity key of a jurisdiction. */
  readonly identityKey: (jurisdiction: DivisionCode) => IdentityKey;
  readonly isDevelopment: boolean;
}
