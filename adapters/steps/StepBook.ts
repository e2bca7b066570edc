import type { StepAction } from '../../domain/cases/stepAction.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { PlaceStore } from '../inbound/PlaceStore.ts';
import { NotSent } from '../transport/NotSent.ts';

const FACET = 'step';
/** A claim that another one overtakes claims nobody, and is made anew. */
const ATTEMPTS = 5;

/** Which step a message is about. */
export interface BookedKey {
  readonly collaborationNumber: string;
  readonly businessKey: string;
}

/** What was applied for, and by whom. */
export interface BookedStep extends BookedKey {
  readonly action: StepAction;
  readonly applicant: Pick<HolderIdentity, 'kind' | 'number' | 'name'>;
}

/** What we know of a key: that it is ours, that it is ours but of another case, or nothing. */
export type KeyKnowledge = 'OURS' | 'OF_ANOTHER_CASE' | 'NONE';

/**
 * What we applied for at a system that answers later, known to all replicas and after a restart: answers are held against it.
 *
 * It stands in the place's book of requests, as applications for records do, under three references each: one that tells
 * the key, one the key and its case, one also the applicant and what was applied for. All are keyed digests and name
 * nobody. What is older than the operator keeps requests is forgotten; feedback to it is then feedback to nothing that we
 * know.
 */
export class StepBook {
  readonly #store: Pick<PlaceStore, 'requests' | 'digest'>;

  constructor(store: Pick<PlaceStore, 'requests' | 'digest'>) {
    this.#store = store;
  }

  /** To be called before anything is sent. @throws {TongbanError} nothing sent, where the book is away. */
  async note(step: BookedStep): Promise<void> {
    try {
      for (const parts of [keyOnly(step), keyOfCase(step), wholeStep(step)]) {
        await this.#claim(this.#reference(parts), step.applicant);
      }
    } catch (error) {
      if (!(error instanceof TongbanError)) throw error;
      throw new TongbanError(error.code, error.message, {
        retryable: true,
        cause: new NotSent('the step could not be noted', { cause: error }),
      });
    }
  }

  async knowledgeOf(key: BookedKey): Promise<KeyKnowledge> {
    if (await this.#knows(keyOfCase(key))) return 'OURS';
    return (await this.#knows(keyOnly(key))) ? 'OF_ANOTHER_CASE' : 'NONE';
  }

  /** Whether this very thing was applied for, by this very applicant. */
  async hasStep(step: BookedStep): Promise<boolean> {
    return this.#knows(wholeStep(step));
  }

  async #knows(parts: readonly string[]): Promise<boolean> {
    return this.#store.requests.knows(this.#reference(parts));
  }

  /** Released at once: it stays known, but is nothing that an answer is missed to. */
  async #claim(reference: string, applicant: BookedStep['applicant']): Promise<void> {
    const { requests } = this.#store;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const claim = { reference, facet: FACET, againAfterMs: 0 };
      if ((await requests.claim(claim, [applicant])).length > 0) return requests.release(reference);
    }
    throw new TongbanError('INTERNAL_SERVER_ERROR', 'the book of requests is busy');
  }

  #reference(parts: readonly string[]): string {
    return this.#store.digest(Buffer.from(JSON.stringify(['step', ...parts]), 'utf8'));
  }
}

const keyOnly = ({ businessKey }: BookedKey) => [businessKey];
const keyOfCase = ({ businessKey, collaborationNumber }: BookedKey) => [businessKey, collaborationNumber];
const wholeStep = ({ action, applicant: { kind, number, name }, ...key }: BookedStep) => [
  ...keyOfCase(key),
  ...[action, kind, number, name.trim()],
];
