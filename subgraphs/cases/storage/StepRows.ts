import { sql } from 'kysely';
import type { ClaimedStep } from '../engine/ClaimedStep.ts';
import { LEASE_SECONDS } from '../engine/leaseTimes.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** When and as what a step is looked at again. */
export interface Postponement {
  readonly state: 'READY' | 'SENT' | 'PENDING' | 'UNKNOWN';
  readonly inSeconds: number;
  /** Turns in a row that left it so. */
  readonly attempts: number;
  readonly code: string | null;
}

/** What a worker writes about the steps that it owns; under a token that counts no more nothing is written. */
export class StepRows {
  readonly #database: CasesDatabase;

  constructor(database: CasesDatabase) {
    this.#database = database;
  }

  /**
   * Says that a worker still has its steps; those whose lease has ended stay lost. One that is just being ended is passed by:
   * whoever waits for one row must not keep others from theirs.
   */
  async keep(owner: string, stepKeys: readonly string[]): Promise<void> {
    await sql`-- prepared: keep-leases
      update cases.steps set expires_at = now() + make_interval(secs => ${LEASE_SECONDS})
      where step_key in (
        select step_key from cases.steps
        where owner = ${owner} and step_key = any(${stepKeys}) and expires_at > now()
        for update skip locked
      )`.execute(this.#database);
  }

  /** Gives back all that a worker has, which is about to end: it was not lost. */
  async release(owner: string): Promise<void> {
    await this.#database
      .updateTable('steps')
      .set({ owner: null, expires_at: null })
      .where('owner', '=', owner)
      .execute();
  }

  /** Gives a step back as it was. */
  async giveBack({ stepKey, owner, token }: ClaimedStep, inSeconds: number): Promise<void> {
    await this.#database
      .updateTable('steps')
      .set({
        next_at: sql<Date>`now() + make_interval(secs => ${inSeconds})`,
        owner: null,
        expires_at: null,
      })
      .where('step_key', '=', stepKey)
      .where('owner', '=', owner)
      .where('token', '=', token)
      .execute();
  }

  /** Gives a step back, to be looked at again. */
  async postpone(
    { stepKey, owner, token }: ClaimedStep,
    { state, inSeconds, attempts, code }: Postponement,
  ): Promise<void> {
    await this.#database
      .updateTable('steps')
      .set({
        state,
        code,
        attempts,
        crashes: 0,
        // Never sent: what is written meanwhile goes with it.
        ...(state === 'READY' ? { sent_as_of: null } : {}),
        next_at: sql<Date>`now() + make_interval(secs => ${inSeconds})`,
        owner: null,
        expires_at: null,
      })
      .where('step_key', '=', stepKey)
      .where('owner', '=', owner)
      .where('token', '=', token)
      .execute();
  }
}
