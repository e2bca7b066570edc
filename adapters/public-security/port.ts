import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { HukouRecord } from '../../domain/public-security/HukouRecord.ts';
import type { PublicSecurityRecord } from '../../domain/public-security/PublicSecurityRecord.ts';
import type { ResidencePermit } from '../../domain/public-security/ResidencePermit.ts';
import type { ResidentIdCard } from '../../domain/public-security/ResidentIdCard.ts';
import type { Vehicle } from '../../domain/public-security/Vehicle.ts';
import type { Inbound } from '../inbound/Inbound.ts';
import type { StepPort } from '../steps/StepPort.ts';

/**
 * What a subgraph may ask of any place's public security system.
 *
 * Every method takes distinct holders, at most 500, and answers with one entry per holder in the same order; `null`
 * (or an empty list of vehicles) where the place knows none. A failure that concerns one holder only stands in that
 * holder's entry as a `TongbanError`; a failure of the system rejects: JURISDICTION_UNAVAILABLE, JURISDICTION_TIMEOUT,
 * JURISDICTION_BUSY (these are reads and may be retried), JURISDICTION_BAD_RESPONSE, BAD_ENCODING,
 * JURISDICTION_REJECTED. An answer about somebody else is IDENTITY_MISMATCH. `signal` aborts the upstream calls.
 */
export interface PublicSecurityRead {
  findRecords(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (PublicSecurityRecord | null | Error)[]>;
  findHukou(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (HukouRecord | null | Error)[]>;
  findIdentityCards(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (ResidentIdCard | null | Error)[]>;
  findResidencePermits(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (ResidencePermit | null | Error)[]>;
  /** Natural and legal persons; in order of registration date. */
  findVehicles(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (readonly Vehicle[] | Error)[]>;
}

/** A place's public security system. */
export interface PublicSecurityPort {
  readonly read: PublicSecurityRead;
  /** For systems that call us or leave things to collect; absent for those that only answer. */
  readonly inbound?: Inbound;
  /** For systems that can be asked to do something; absent for those that are only read. */
  readonly step?: StepPort;
}
