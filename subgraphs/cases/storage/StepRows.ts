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

  /** Notes that a step is about to be sent. @returns `false` when it belongs to somebody else by now. */
  async markSent({ stepKey, owner, token }: ClaimedStep): Promise<boolean> {
    const { numUpdatedRows } = await this.#database
      .updateTable('steps')
      .set({ state: 'SENT' })
      .where('step_key', '=', stepKey)
      .where('owner', '=', owner)
      .where('token', '=', token)
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 1n;
  }

  /** Says that a worker still has its steps; those whose lease has ended stay lost. */
  async keep(owner: string, stepKeys: readonly string[]): Promise<void> {
    await this.#database
      .updateTable('steps')
      .set({ expires_at: sql<Date>`now() + make_interval(secs => ${LEASE_SECONDS})` })
      .where('owner', '=', owner)
      .where('step_key', 'in', stepKeys)
      .where('expires_at', '>', sql<Date>`now()`)
      .execute();
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
