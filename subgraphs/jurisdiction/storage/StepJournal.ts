import { sql } from 'kysely';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { PlaceKey } from '../PlaceKey.ts';
import type { PlaceVault } from '../PlaceVault.ts';
import { canonicalRequest } from '../steps/canonicalRequest.ts';
import type { JournaledStep } from '../steps/JournaledStep.ts';
import type { StepMove } from '../steps/nextMove.ts';
import { askStore } from './askStore.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import { LEASE_TIMES } from './leaseTimes.ts';
import { lockBusinessKey } from './lockBusinessKey.ts';
import { OwnedStepRow } from './OwnedStepRow.ts';
import { StepRows } from './StepRows.ts';
import { takeHeldAnswers } from './takeHeldAnswers.ts';

export interface StepJournalOptions {
  readonly database: JurisdictionDatabase;
  readonly place: PlaceKey;
  readonly vault: PlaceVault;
  /** Random, of this process. */
  readonly owner: string;
  /** How long an answer waits for its step. */
  readonly heldAnswerMs: number;
  /** Told that there may be something to tell cases. */
  onOwed(): void;
}

/** A step and what is done about it now; `owned` where that is more than to answer. */
export interface BegunStep {
  readonly step: JournaledStep;
  readonly move: StepMove;
  readonly owned: OwnedStepRow | null;
}

const CANNOT_BE_ASKED: StepResult = { outcome: 'UNKNOWN', code: 'CANNOT_BE_ASKED' };

/** 办理台账: what one place was asked to do and what came of it, in the database. Ownership goes by the database's clock. */
export class StepJournal {
  readonly #options: StepJournalOptions;
  readonly #rows: StepRows;

  constructor(options: StepJournalOptions) {
    this.#options = options;
    this.#rows = new StepRows(options.place, options.vault);
  }

  /**
   * Stores a step, unless it is there, together with what its system has said of it before it came.
   *
   * @throws {TongbanError} CONFLICT: the step key stands for another request, or the business key for another step.
   */
  async receive(request: StepRequest): Promise<void> {
    const { database, place, vault, heldAnswerMs } = this.#options;
    const { stepKey, businessKey, action } = request;
    const digest = vault.digestBytes(canonicalRequest(request));
    await askStore(
      database.transaction().execute(async (transaction) => {
        const business = vault.digest(['business-key', businessKey]);
        await lockBusinessKey(transaction, business);
        const inserted = await transaction
          .insertInto('steps')
          .values({
            ...place,
            step_key: stepKey,
            business_key: businessKey,
            action,
            request_digest: digest,
            request: this.#rows.seal.sealRequest(request),
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning('step_key')
          .execute();
        if (inserted.length === 0) return this.#expectSame(transaction, stepKey, digest);
        await takeHeldAnswers(transaction, this.#rows, { place, stepKey, business, heldAnswerMs });
      }),
    );
  }

  /**
   * Decides about a step, and takes it up where that is more than to answer.
   *
   * @returns `null` for a key that is not known.
   */
  async begin(stepKey: string, decide: (step: JournaledStep) => StepMove): Promise<BegunStep | null> {
    return askStore(
      this.#options.database.transaction().execute(async (transaction) => {
        const step = await this.#rows.lock(transaction, { stepKey });
        if (step === null) return null;
        const move = decide(step);
        switch (move) {
          case 'ANSWER':
            return { step: await this.#owe(transaction, step), move, owned: null };
          case 'PARK':
            return { step: await this.#park(transaction, step), move, owned: null };
          case 'ASK':
          case 'SEND':
            return { step, move, owned: await this.#own(transaction, stepKey) };
        }
      }),
    );
  }

  /** Where a step stands, for a caller who has to be answered now: what comes later is owed. */
  async look(stepKey: string): Promise<JournaledStep | null> {
    const begun = await this.begin(stepKey, () => 'ANSWER');
    return begun?.step ?? null;
  }

  async #expectSame(transaction: JurisdictionDatabase, stepKey: string, digest: Buffer): Promise<void> {
    const { rows } = await sql<{ request_digest: Buffer }>`
      select request_digest from jurisdiction.steps where ${this.#rows.at(stepKey)}`.execute(transaction);
    if (rows[0]?.request_digest.equals(digest)) return;
    const what = rows[0] === undefined ? 'The business key stands for another step' : 'The step key was used';
    throw new TongbanError('CONFLICT', `${what}, with another request`, {
      jurisdiction: this.#options.place.jurisdiction,
    });
  }

  async #own(transaction: JurisdictionDatabase, stepKey: string): Promise<OwnedStepRow> {
    const { database, owner, onOwed } = this.#options;
    const { rows } = await sql<{ token: string }>`
      update jurisdiction.steps
      set owner = ${owner}::uuid, token = token + 1,
        expires_at = clock_timestamp() + ${LEASE_TIMES.leaseMs}::float8 * interval '1 millisecond'
      where ${this.#rows.at(stepKey)} returning token`.execute(transaction);
    const token = BigInt(rows[0]?.token ?? 0);
    return new OwnedStepRow({
      database,
      rows: this.#rows,
      place: this.#options.place,
      stepKey,
      token,
      onOwed,
    });
  }

  /** Who hears that a step is under way, or not known, is owed what comes of it. */
  async #owe(transaction: JurisdictionDatabase, step: JournaledStep): Promise<JournaledStep> {
    await sql`
      update jurisdiction.steps set is_owed = true
      where ${this.#rows.at(step.stepKey)} and not is_owed
        and (state in ('SENT', 'PENDING', 'UNKNOWN') or owner is not null)
        and state not in ('DONE', 'REFUSED')`.execute(transaction);
    return step;
  }

  async #park(transaction: JurisdictionDatabase, step: JournaledStep): Promise<JournaledStep> {
    const { stepKey } = step;
    await this.#rows.write(transaction, stepKey, {
      state: 'UNKNOWN',
      result: CANNOT_BE_ASKED,
      isOwed: true,
    });
    return { ...step, state: 'UNKNOWN', result: CANNOT_BE_ASKED, isOwned: false };
  }
}
