import type { Kysely } from 'kysely';
import type { PeopleTables } from './PeopleTables.ts';

/** A pool of connections to the tables of people. */
export type PeopleDatabase = Kysely<PeopleTables>;
