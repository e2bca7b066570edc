import type { Generated } from 'kysely';
import type { Department } from '../../../domain/department.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';

/** The tables of people, in the schema `people`. */
export interface PeopleTables {
  /** 持有人: one row per person; number and name only as sealed bytes. */
  readonly holders: {
    readonly holder_id: string;
    readonly kind: HolderIdentity['kind'];
    readonly number_sealed: Buffer;
    readonly name_sealed: Buffer;
  };
  /** Which holder an issuer's opaque subject stands for. */
  readonly subjects: {
    readonly issuer: string;
    readonly subject: string;
    readonly holder_id: string;
  };
  /** What imports said of where a holder's records lie; rows are only ever added. */
  readonly holdings: {
    readonly holder_id: string;
    readonly department: Department;
    /** 6-digit division code. */
    readonly jurisdiction: string;
    readonly located_at: Date;
    /** Who said so first, for example `seed`. */
    readonly source: string;
  };
  /** What the national index and the holders themselves say of where records lie. */
  readonly place_statements: {
    readonly holder_id: string;
    readonly department: Department;
    /** 6-digit division code. */
    readonly jurisdiction: string;
    readonly source: 'INDEX' | 'DECLARED';
    /** When this source said so first. */
    readonly located_at: Date;
    /** When this source last said so. */
    readonly stated_at: Date;
  };
  /** When the index last answered about a holder. */
  readonly index_checks: {
    readonly holder_id: string;
    readonly checked_at: Date;
  };
  /** Declarations by their idempotency key, so that one sent twice has one effect. */
  readonly declarations: {
    readonly holder_id: string;
    readonly idempotency_key: string;
    readonly department: Department;
    readonly jurisdiction: string;
    /** `false`: a statement of before is taken back. */
    readonly held: boolean;
    readonly declared_at: Date;
  };
  /** Who looked up whom; rows are only ever added. */
  readonly accesses: {
    readonly access_id: Generated<string>;
    readonly accessed_at: Date;
    readonly issuer: string;
    /** Keyed digest of issuer and subject. */
    readonly subject_digest: Buffer;
    readonly portal: string;
    readonly purpose: string;
    readonly request_id: string;
    /** `null` when what was asked for is no holder id at all. */
    readonly holder_id: string | null;
  };
  /** One row that tells whether the vault key is the right one. */
  readonly vault: {
    readonly only_row: Generated<boolean>;
    readonly key_check: Buffer;
  };
}
