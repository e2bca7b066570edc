import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import type { PlaceKey } from '../PlaceKey.ts';
import type { PlaceVault } from '../PlaceVault.ts';
import type { JournaledStep } from '../steps/JournaledStep.ts';
import type { StepState } from '../steps/stepState.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import type { JurisdictionTables } from './JurisdictionTables.ts';
import { printable } from './printable.ts';
import { StepSeal } from './StepSeal.ts';

type Row = Selectable<JurisdictionTables['steps']> & {
  readonly is_live: boolean;
  readonly sent_ago_ms: number | null;
};

/** What is said of a step from now on. */
export interface StepNews {
  readonly state: StepState;
  readonly result: StepResult;
  /** Whether cases is owed it, besides what it is owed already. */
  readonly isOwed: boolean;
}

/** The journal's rows of one place, read and written within a transaction of the caller's or without one. */
export class StepRows {
  readonly #place: PlaceKey;
  readonly seal: StepSeal;

  constructor(place: PlaceKey, vault: PlaceVault) {
    this.#place = place;
    this.seal = new StepSeal(vault);
  }

  /** The row, which nobody else changes before the transaction ends. */
  async lock(
    database: JurisdictionDatabase,
    key: { readonly stepKey: string } | { readonly businessKey: string },
  ): Promise<JournaledStep | null> {
    const { subgraph, jurisdiction } = this.#place;
    const which = 'stepKey' in key ? sql`step_key = ${key.stepKey}` : sql`business_key = ${key.businessKey}`;
    const { rows } = await sql<Row>`
      select *, coalesce(expires_at > clock_timestamp(), false) as is_live,
        (extract(epoch from clock_timestamp() - sent_at) * 1000)::float8 as sent_ago_ms
      from jurisdiction.steps
      where subgraph = ${subgraph} and jurisdiction = ${jurisdiction} and ${which}
      for update`.execute(database);
    return rows[0] === undefined ? null : this.#toStep(rows[0]);
  }

  /** Writes what is said of a step; whoever was at it is so no longer. @returns whether cases is owed it. */
  async write(database: JurisdictionDatabase, stepKey: string, news: StepNews): Promise<boolean> {
    const { state, result, isOwed } = news;
    const code = 'code' in result ? printable(result.code) : null;
    const { rows } = await sql<{ is_owed: boolean }>`
      update jurisdiction.steps
      set state = ${state}, result = ${this.seal.sealResult(stepKey, result)}, code = ${code},
        owner = null, expires_at = null, token = token + 1, answered_at = clock_timestamp(),
        is_owed = is_owed or ${isOwed}, forwarded_at = null, forward_after = null, forward_tries = 0
      where ${this.at(stepKey)} returning is_owed`.execute(database);
    return rows[0]?.is_owed === true;
  }

  /** The condition that a row is this step's. */
  at(stepKey: string): RawBuilder<unknown> {
    const { subgraph, jurisdiction } = this.#place;
    return sql`subgraph = ${subgraph} and jurisdiction = ${jurisdiction} and step_key = ${stepKey}`;
  }

  #toStep(row: Row): JournaledStep {
    const { step_key: stepKey, state, attempts, request, result } = row;
    return {
      stepKey,
      state,
      attempts,
      request: request === null ? null : this.seal.openRequest(stepKey, request),
      result: result === null ? null : this.seal.openResult(stepKey, result),
      isOwned: row.is_live,
      sentAgoMs: row.sent_ago_ms,
      token: BigInt(row.token),
    };
  }
}
