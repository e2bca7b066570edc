import { sql } from 'kysely';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import type { PlaceKey } from '../PlaceKey.ts';
import { judgeAnswer } from '../steps/judgeAnswer.ts';
import type { StepState } from '../steps/stepState.ts';
import { askStore } from './askStore.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import { LEASE_TIMES } from './leaseTimes.ts';
import type { StepRows } from './StepRows.ts';

export interface OwnedStepRowOptions {
  readonly database: JurisdictionDatabase;
  readonly rows: StepRows;
  readonly place: PlaceKey;
  readonly stepKey: string;
  /** Of this ownership; the row's is greater as soon as somebody else has written. */
  readonly token: bigint;
  /** Told that there may be something to tell cases. */
  onOwed(): void;
}

/** A row of the journal that one process is at. Whoever has lost it writes nothing more: all goes by the token. */
export class OwnedStepRow {
  readonly #options: OwnedStepRowOptions;

  constructor(options: OwnedStepRowOptions) {
    this.#options = options;
  }

  get stepKey(): string {
    return this.#options.stepKey;
  }

  /** Prolongs the ownership. @returns whether it is still ours. */
  async renew(): Promise<boolean> {
    const { database, rows, stepKey, token } = this.#options;
    const { numAffectedRows } = await askStore(
      sql`
      update jurisdiction.steps
      set expires_at = clock_timestamp() + ${LEASE_TIMES.leaseMs}::float8 * interval '1 millisecond'
      where ${rows.at(stepKey)} and token = ${token}`.execute(database),
    );
    return numAffectedRows === 1n;
  }

  /** The intent to send, durable when it resolves. @returns `false`: it is not ours any more, nothing may be sent. */
  async intend(): Promise<boolean> {
    const { database, rows, stepKey, token } = this.#options;
    const { numAffectedRows } = await askStore(
      sql`
      update jurisdiction.steps
      set state = 'SENT', attempts = attempts + 1, sent_at = clock_timestamp(), result = null, code = null,
        expires_at = clock_timestamp() + ${LEASE_TIMES.leaseMs}::float8 * interval '1 millisecond'
      where ${rows.at(stepKey)} and token = ${token} and expires_at > clock_timestamp()`.execute(database),
    );
    return numAffectedRows === 1n;
  }

  /**
   * Stores what came of it and gives the row up.
   *
   * @param state - default: the result's outcome.
   * @returns `false`: it is not ours any more, and nothing was changed; a result that contradicts a final one is kept
   *   beside it for a person.
   */
  async settle(result: StepResult, state: StepState = result.outcome): Promise<boolean> {
    const { database, rows, stepKey, token, onOwed } = this.#options;
    const isOwed = result.outcome === 'PENDING' || result.outcome === 'UNKNOWN';
    let owes = false;
    const isSettled = await askStore(
      database.transaction().execute(async (transaction) => {
        const step = await rows.lock(transaction, { stepKey });
        if (step === null) return false;
        if (step.token === token) {
          owes = await rows.write(transaction, stepKey, { state, result, isOwed });
          return true;
        }
        const isVerdict = result.outcome === 'DONE' || result.outcome === 'REFUSED';
        if (isVerdict && judgeAnswer(step, { result }) === 'CONTRADICTS') {
          await this.#keepBeside(transaction, result);
        }
        return false;
      }),
    );
    if (owes) onOwed();
    return isSettled;
  }

  async #keepBeside(transaction: JurisdictionDatabase, result: StepResult): Promise<void> {
    const { rows, place, stepKey, token } = this.#options;
    const id = `call:${stepKey}:${token}`;
    await sql`update jurisdiction.steps set contradicted = true where ${rows.at(stepKey)}`.execute(
      transaction,
    );
    await transaction
      .insertInto('step_answers')
      .values({
        ...place,
        message_id: id,
        answer_digest: Buffer.of(),
        business_digest: Buffer.of(),
        step_key: stepKey,
        fate: 'CONTRADICTS',
        answer: rows.seal.sealAnswer(id, { result }),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
