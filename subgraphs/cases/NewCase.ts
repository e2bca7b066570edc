import type { InvitedSeat } from '../../domain/cases/InvitedSeat.ts';
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
  /** By which its agent hands it in; `null` for others. */
  readonly mandateId: string | null;
  /** Who is to consent first; `null` where nobody is invited. */
  readonly invitations: Invitations | null;
  /** 草稿 that this was, and goes with it; `null` for none. */
  readonly draft: { readonly draftId: string; readonly holderId: string } | null;
  readonly materials: readonly GivenMaterial[];
  /** Digest of who uploaded them. */
  readonly fileOwner: Buffer;
  /** By which it is filled in to the end; `null`: there is nothing to fill in. */
  readonly formSchema: Readonly<Record<string, unknown>> | null;
  /** What was filled in. Sealed at rest. */
  readonly form: Readonly<Record<string, string>>;
  readonly idempotency: IdempotentRequest;
  /** Epoch ms. */
  readonly at: number;
}

/** Parts in a case for others, each with the code by which it is taken. */
export interface Invitations {
  readonly seats: readonly (InvitedSeat & { readonly code: string })[];
  /** Epoch ms. */
  readonly until: number;
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
