import type DataLoader from 'dataloader';
import type { PublicSecurityPort } from '../../adapters/public-security/port.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { HukouRecord } from '../../domain/public-security/HukouRecord.ts';
import type { PublicSecurityRecord } from '../../domain/public-security/PublicSecurityRecord.ts';
import type { ResidencePermit } from '../../domain/public-security/ResidencePermit.ts';
import type { ResidentIdCard } from '../../domain/public-security/ResidentIdCard.ts';
import type { Vehicle } from '../../domain/public-security/Vehicle.ts';
import { createHolderLoader } from '../jurisdiction/createHolderLoader.ts';
import type { RecordDoor } from '../jurisdiction/openRecord.ts';

type HolderLoader<T> = DataLoader<HolderIdentity, T, string>;

/** What the resolvers of one request work with. */
export interface SubgraphContext {
  readonly door: RecordDoor;
  readonly records: HolderLoader<PublicSecurityRecord | null>;
  readonly hukou: HolderLoader<HukouRecord | null>;
  readonly identityCard: HolderLoader<ResidentIdCard | null>;
  readonly residencePermit: HolderLoader<ResidencePermit | null>;
  readonly vehicles: HolderLoader<readonly Vehicle[]>;
}

/** Loaders for one request to one place. */
export function createContext(
  { read }: PublicSecurityPort,
  door: RecordDoor,
  signal: AbortSignal,
): SubgraphContext {
  return {
    door,
    records: createHolderLoader((holders, abort) => read.findRecords(holders, abort), signal),
    hukou: createHolderLoader((holders, abort) => read.findHukou(holders, abort), signal),
    identityCard: createHolderLoader((holders, abort) => read.findIdentityCards(holders, abort), signal),
    residencePermit: createHolderLoader(
      (holders, abort) => read.findResidencePermits(holders, abort),
      signal,
    ),
    vehicles: createHolderLoader((holders, abort) => read.findVehicles(holders, abort), signal),
  };
}
