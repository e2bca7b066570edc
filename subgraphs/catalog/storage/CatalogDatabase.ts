import type { Kysely } from 'kysely';
import type { CatalogTables } from './CatalogTables.ts';

/** A pool of connections to the tables of the catalogue, or one of its transactions. */
export type CatalogDatabase = Kysely<CatalogTables>;
