import type { Generated } from 'kysely';
import type { StepTables } from './StepTables.ts';

/** Every row belongs to one place of one department: one database may serve all of them. */
interface OfPlace {
  /** `housing-fund` and the like. */
  readonly subgraph: string;
  /** 6-digit division code. */
  readonly jurisdiction: string;
}

/** The jurisdictions' own small store, in the schema `jurisdiction`. What identifies a person is sealed or digested. */
export interface JurisdictionTables extends StepTables {
  /** One row per place that tells whether the store key is the right one. */
  readonly places: OfPlace & { readonly key_check: Buffer };
  /** 收件箱: what systems sent; the primary key is the promise that a message counts once. */
  readonly messages: OfPlace & {
    readonly id: string;
    /** Whether nobody could read it. */
    readonly quarantined: boolean;
    /** `null` for what nobody could read. */
    readonly kind: string | null;
    /** Epoch ms, int8; the system's claim. */
    readonly sent_at: string | null;
    readonly received_at: Generated<Date>;
    /** Why nobody could read it. */
    readonly reason: string | null;
    /** Keyed digest of the body: whether a message that is sent again is the same. */
    readonly body_digest: Buffer;
    /** Sealed; `null` once it is too old to be kept. */
    readonly body: Buffer | null;
  };
  /** Parts of a message that could not be taken. */
  readonly message_faults: OfPlace & {
    readonly message_id: string;
    /** From 1 on. */
    readonly position: number;
    readonly part: string;
    readonly reason: string;
  };
  /** The latest that was said about each holder. */
  readonly records: OfPlace & {
    readonly facet: string;
    /** Keyed digest of kind and number. */
    readonly holder: Buffer;
    /** Epoch ms, int8. */
    readonly as_of: string;
    /** int8; of two records of one instant the greater one counts. */
    readonly tie: string;
    /** Number, name and content, sealed. */
    readonly sealed: Buffer;
    readonly message_id: string;
  };
  readonly requests: OfPlace & {
    readonly reference: string;
    readonly facet: string;
    /** Kind and number of each holder asked about, in order, sealed; `null` in rows of before this column. */
    readonly holders: Buffer | null;
    readonly asked_at: Generated<Date>;
    readonly answered_at: Date | null;
    readonly released_at: Date | null;
    /** Whether the system took the request and said that it answers later. */
    readonly is_awaited: Generated<boolean>;
  };
  /** When, and under which reference, each holder was asked about last. */
  readonly asked: OfPlace & {
    readonly facet: string;
    readonly holder: Buffer;
    readonly reference: string;
    readonly asked_at: Date;
    /** `null`: the request has not left yet, or whoever was to send it died. */
    readonly sent_at: Date | null;
  };
  readonly leases: OfPlace & {
    readonly name: string;
    /** Of one process's part in it. */
    readonly owner: string;
    /** int8; greater with every change of owner, so a row is never deleted. */
    readonly token: string;
    readonly address: string;
    readonly expires_at: Date;
  };
}
