import { sql } from 'kysely';
import type { StepAnswer, StepAnswers } from '../../../adapters/steps/StepAnswers.ts';
import { faultPoint } from '../../serving/faultPoint.ts';
import type { PlaceKey } from '../PlaceKey.ts';
import type { PlaceVault } from '../PlaceVault.ts';
import { canonicalResult } from '../steps/canonicalResult.ts';
import { askStore } from './askStore.ts';
import { isStorable } from './isStorable.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import type { JurisdictionTables } from './JurisdictionTables.ts';
import { lockBusinessKey } from './lockBusinessKey.ts';
import { StepRows } from './StepRows.ts';
import { storedId } from './storedId.ts';
import { takeStepAnswer } from './takeStepAnswer.ts';

type Fate = JurisdictionTables['step_answers']['fate'];

export interface PlaceStepAnswersOptions {
  readonly database: JurisdictionDatabase;
  readonly place: PlaceKey;
  readonly vault: PlaceVault;
  /** Told that there may be something to tell cases. */
  onTaken(): void;
}

/** What a place's system says of steps by itself, in the database; each answer is one transaction. */
export class PlaceStepAnswers implements StepAnswers {
  readonly #options: PlaceStepAnswersOptions;
  readonly #rows: StepRows;

  constructor(options: PlaceStepAnswersOptions) {
    this.#options = options;
    this.#rows = new StepRows(options.place, options.vault);
  }

  async take(answer: StepAnswer): Promise<'TAKEN' | 'HELD'> {
    await faultPoint('journal.heard');
    const { database } = this.#options;
    const fate = await faultPoint(
      'journal.kept',
      askStore(database.transaction().execute((transaction) => this.#take(transaction, answer))),
    );
    if (fate === 'HELD') return 'HELD';
    this.#options.onTaken();
    return 'TAKEN';
  }

  async #take(
    transaction: JurisdictionDatabase,
    { businessKey, messageId, ...saying }: StepAnswer,
  ): Promise<Fate> {
    const { place, vault } = this.#options;
    const businessDigest = vault.digest(['business-key', businessKey]);
    await lockBusinessKey(transaction, businessDigest);
    const id = storedId(messageId, vault);
    const digest = vault.digest(['step-answer', businessKey, canonicalResult(saying.result)]);
    const { rows: known } = await sql<{ fate: Fate }>`
      select fate from jurisdiction.step_answers
      where subgraph = ${place.subgraph} and jurisdiction = ${place.jurisdiction}
        and message_id = ${id} and answer_digest = ${digest}`.execute(transaction);
    if (known[0] !== undefined) return known[0].fate;

    const step = isStorable(businessKey) ? await this.#rows.lock(transaction, { businessKey }) : null;
    const fate = step === null ? 'HELD' : await takeStepAnswer(transaction, this.#rows, { step, saying });
    await transaction
      .insertInto('step_answers')
      .values({
        ...place,
        message_id: id,
        answer_digest: digest,
        business_digest: businessDigest,
        step_key: step?.stepKey ?? null,
        fate,
        answer: this.#rows.seal.sealAnswer(id, saying),
      })
      .execute();
    return fate;
  }
}
