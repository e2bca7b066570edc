import type { Kysely } from 'kysely';
import type { JurisdictionTables } from './JurisdictionTables.ts';

/** A pool of connections to the tables of the jurisdictions. */
export type JurisdictionDatabase = Kysely<JurisdictionTables>;
