import { randomUUID } from 'node:crypto';
import type { Lease, Leases } from '../../../adapters/inbound/Leases.ts';
import type { LeaseClock } from '../LeaseClock.ts';
import type { PlaceKey } from '../PlaceKey.ts';
import { DatabaseLease } from './DatabaseLease.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import { LeaseRow } from './LeaseRow.ts';
import { LEASE_TIMES } from './leaseTimes.ts';

/** Ownership among the replicas of a server, in the database. */
export class DatabaseLeases implements Leases {
  readonly #database: JurisdictionDatabase;
  readonly #place: PlaceKey;
  readonly #clock: LeaseClock;
  readonly #joined: Lease[] = [];

  constructor(database: JurisdictionDatabase, place: PlaceKey, clock: LeaseClock) {
    this.#database = database;
    this.#place = place;
    this.#clock = clock;
  }

  join(name: string, address: string): Lease {
    const row = new LeaseRow({
      database: this.#database,
      place: this.#place,
      name,
      owner: randomUUID(),
      address,
      leaseMs: LEASE_TIMES.leaseMs,
    });
    const lease = new DatabaseLease(row, this.#clock);
    this.#joined.push(lease);
    return lease;
  }

  /** Gives up everything that was not given up yet. */
  async leaveAll(): Promise<void> {
    await Promise.all(this.#joined.splice(0).map((lease) => lease.leave()));
  }
}
