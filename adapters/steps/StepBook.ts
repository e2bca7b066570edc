import type { StepAction } from '../../domain/cases/stepAction.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { PlaceStore } from '../inbound/PlaceStore.ts';
import { NotSent } from '../transport/NotSent.ts';
import { KeptMarks } from './KeptMarks.ts';

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
  readonly #marks: KeptMarks;

  constructor(store: Pick<PlaceStore, 'requests' | 'digest'>) {
    this.#marks = new KeptMarks(store);
  }

  /** To be called before anything is sent. @throws {TongbanError} nothing sent, where the book is away. */
  async note(step: BookedStep): Promise<void> {
    try {
      for (const parts of [keyOnly(step), keyOfCase(step), wholeStep(step)]) {
        await this.#marks.keep(parts, step.applicant);
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
    if (await this.#marks.has(keyOfCase(key))) return 'OURS';
    return (await this.#marks.has(keyOnly(key))) ? 'OF_ANOTHER_CASE' : 'NONE';
  }

  /** Whether this very thing was applied for, by this very applicant. */
  async hasStep(step: BookedStep): Promise<boolean> {
    return this.#marks.has(wholeStep(step));
  }
}

const keyOnly = ({ businessKey }: BookedKey) => [businessKey];
const keyOfCase = ({ businessKey, collaborationNumber }: BookedKey) => [businessKey, collaborationNumber];
const wholeStep = ({ action, applicant: { kind, number, name }, ...key }: BookedStep) => [
  ...keyOfCase(key),
  ...[action, kind, number, name.trim()],
];
