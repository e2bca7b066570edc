import { sql } from 'kysely';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { type DivisionCode, isDivisionCode } from '../../../domain/divisionCode.ts';
import { askStore } from './askStore.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import type { StepSeal } from './StepSeal.ts';

/** A result that cases is owed. */
export interface OwedResult {
  readonly jurisdiction: DivisionCode;
  readonly stepKey: string;
  readonly result: StepResult;
  /** Of the row when it was read. */
  readonly token: string;
}

export interface StepForwardsOptions {
  readonly database: JurisdictionDatabase;
  readonly subgraph: string;
  /** Of each place served. */
  readonly seals: ReadonlyMap<DivisionCode, StepSeal>;
}

interface Row {
  readonly jurisdiction: string;
  readonly step_key: string;
  readonly result: Buffer;
  readonly token: string;
}

/** Longer than telling takes: of a process that died the others take over after that. */
const CLAIM_MS = 10_000;

/** Results that cases is owed, of all places of one server; each is in one replica's hands at a time. */
export class StepForwards {
  readonly #options: StepForwardsOptions;
  #onDue: () => void = () => undefined;

  constructor(options: StepForwardsOptions) {
    this.#options = options;
  }

  /** Has somebody told whenever this process stores a result that is owed. */
  listen(onDue: () => void): void {
    this.#onDue = onDue;
  }

  announce(): void {
    this.#onDue();
  }

  /** Takes at most so many in hand for 10 s, those first that failed least, of these the oldest. */
  async claim(limit: number): Promise<readonly OwedResult[]> {
    const { database, subgraph, seals } = this.#options;
    const { rows } = await askStore(
      sql<Row>`
      with due as (
        select ctid from jurisdiction.steps
        where subgraph = ${subgraph} and jurisdiction = any(${[...seals.keys()]}::text[])
          and is_owed and forwarded_at is null and result is not null
          and state in ('DONE', 'REFUSED', 'FAILED', 'RECEIVED')
          and coalesce(forward_after <= clock_timestamp(), true)
        order by forward_tries, answered_at limit ${limit} for update skip locked
      )
      update jurisdiction.steps as step
      set forward_after = clock_timestamp() + ${CLAIM_MS}::float8 * interval '1 millisecond',
        forward_tries = forward_tries + 1
      from due where step.ctid = due.ctid
      returning step.jurisdiction, step.step_key, step.result, step.token`.execute(database),
    );
    return rows.flatMap(({ jurisdiction, step_key: stepKey, result, token }) => {
      const seal = isDivisionCode(jurisdiction) ? seals.get(jurisdiction) : undefined;
      if (seal === undefined || !isDivisionCode(jurisdiction)) return [];
      return [{ jurisdiction, stepKey, token, result: seal.openResult(stepKey, result) }];
    });
  }

  /** Cases knows it, unless something else has been said of the step meanwhile. */
  async noteTold({ jurisdiction, stepKey, token }: OwedResult): Promise<void> {
    await askStore(
      sql`
      update jurisdiction.steps set forwarded_at = clock_timestamp(), is_owed = false, forward_after = null
      where subgraph = ${this.#options.subgraph} and jurisdiction = ${jurisdiction} and step_key = ${stepKey}
        and token = ${token}`.execute(this.#options.database),
    );
  }

  /** Gives it back: cases could not be told. */
  async release({ jurisdiction, stepKey }: OwedResult): Promise<void> {
    await askStore(
      sql`
      update jurisdiction.steps set forward_after = null
      where subgraph = ${this.#options.subgraph} and jurisdiction = ${jurisdiction} and step_key = ${stepKey}
        and forwarded_at is null`.execute(this.#options.database),
    );
  }
}
