import type { WorldHolder } from './WorldHolder.ts';

/** What one place's public security system holds about a person or a company. Days `YYYY-MM-DD`. */
export interface PublicSecurityFile {
  readonly holder: WorldHolder;
  readonly hukou: Hukou | null;
  readonly identityCard: IdentityCard | null;
  readonly residencePermit: ResidencePermit | null;
  /** In order of registration; the only part a company may have. */
  readonly vehicles: readonly Vehicle[];
}

export interface Hukou {
  /** 户号. */
  readonly bookletNumber: string;
  readonly kind: 'family' | 'collective';
  readonly address: string;
  /** County-level code, six digits. */
  readonly division: string;
  readonly head: string;
  /** 与户主关系, two digits of GB/T 4761. */
  readonly relation: string;
  readonly registeredOn: string;
  /** The head first. */
  readonly members: readonly { readonly name: string; readonly relation: string }[];
  /** The oldest first; each origin is the destination before it, the last destination is `division`. */
  readonly migrations: readonly HukouMigration[];
}

export interface HukouMigration {
  readonly origin: string;
  readonly destination: string;
  readonly migratedOn: string;
  readonly ground: 'job' | 'study' | 'graduation' | 'spouse' | 'to-children' | 'to-parents' | 'other';
}

export interface IdentityCard {
  readonly kind: 'resident' | 'temporary';
  readonly validFrom: string;
  /** `null` means 长期. */
  readonly validUntil: string | null;
  readonly issuingOrgan: string;
  readonly lossState: 'normal' | 'lost' | 'cancelled';
}

export interface ResidencePermit {
  readonly number: string;
  readonly address: string;
  readonly issuedOn: string;
  readonly validUntil: string;
  readonly issuingOrgan: string;
  readonly state: 'valid' | 'expired' | 'cancelled';
}

export interface Vehicle {
  readonly plateNumber: string;
  readonly plateKind: 'large' | 'small' | 'new-energy' | 'motorcycle';
  readonly model: string;
  readonly registeredOn: string;
  readonly inspectionValidUntil: string;
  readonly state: 'normal' | 'transferred-out' | 'seized' | 'deregistered' | 'inspection-overdue';
}
