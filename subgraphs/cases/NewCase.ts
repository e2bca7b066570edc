import type { Procedure } from '../../domain/cases/Procedure.ts';
import type { CaseRecord, Party } from './CaseRecord.ts';

/** What becomes a case; already checked. */
export interface NewCase
  extends Pick<
    CaseRecord,
    'item' | 'mode' | 'authority' | 'channel' | 'portal' | 'divisions' | 'limitWorkingDays'
  > {
  readonly procedure: Procedure;
  readonly catalogueVersion: number;
  readonly parties: readonly Party[];
  readonly materials: readonly GivenMaterial[];
  /** Digest of who uploaded them. */
  readonly fileOwner: Buffer;
  /** What was filled in. Sealed at rest. */
  readonly form: Readonly<Record<string, string>>;
  readonly idempotency: IdempotentRequest;
  /** Epoch ms. */
  readonly at: number;
}

/** A file that is to become a material. */
export interface GivenMaterial {
  readonly kind: string;
  /** A UUID. */
  readonly file: string;
}

/** Which request this is: the same key and digest again is the same request. */
export interface IdempotentRequest {
  /** Digest of who calls, through which portal. */
  readonly scope: Buffer;
  readonly key: string;
  /** Of all that was sent but the key. */
  readonly digest: Buffer;
}
