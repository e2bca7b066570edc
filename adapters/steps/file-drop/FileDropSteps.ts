import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { isStepAction, type StepAction } from '../../../domain/cases/stepAction.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { AdapterResources } from '../../AdapterResources.ts';
import { formatBeijingMoment } from '../../inbound/formatBeijingMoment.ts';
import type { DropDirectory } from '../../transport/file-drop/DropDirectory.ts';
import { MarkerInDoubt } from '../../transport/file-drop/MarkerInDoubt.ts';
import { toDropError } from '../../transport/file-drop/toDropError.ts';
import type { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { NotSent } from '../../transport/NotSent.ts';
import { applicantOf } from '../applicantOf.ts';
import { businessFor } from '../businessFor.ts';
import type { ReversibleBusiness } from '../ReversibleBusiness.ts';
import type { StepBook } from '../StepBook.ts';
import type { StepPort } from '../StepPort.ts';
import { writeApplication } from './writeApplication.ts';

/** Of the name of a batch, chosen anew for every attempt. */
const ATTEMPT_CHARACTERS = 4;

export interface FileDropStepsOptions {
  readonly jurisdiction: DivisionCode;
  readonly businesses: Readonly<Record<string, ReversibleBusiness>>;
  readonly directory: Pick<DropDirectory, 'write'>;
  readonly platformCode: string;
  readonly book: StepBook;
  readonly system: GuardedSystem;
  readonly resources: Pick<AdapterResources, 'now' | 'nonce'>;
}

/**
 * What centres that exchange files can be asked to do: an application is a file, and so is every answer, on a later run.
 * They do twice what they are sent twice, and cannot be asked: nothing is written again unless the centre says that it
 * was not done.
 *
 * @see docs/dialects/file-drop.md, 11
 */
export class FileDropSteps implements StepPort {
  readonly actions: ReadonlySet<StepAction>;
  readonly dedupes = false;
  readonly find = null;
  readonly #options: FileDropStepsOptions;

  constructor(options: FileDropStepsOptions) {
    this.#options = options;
    this.actions = new Set(Object.keys(options.businesses).filter(isStepAction));
  }

  async submit(request: StepRequest, signal: AbortSignal): Promise<StepResult> {
    const { jurisdiction, businesses, platformCode, book, system, resources } = this.#options;
    const { action, businessKey, collaborationNumber, parties } = request;
    const business = businessFor<ReversibleBusiness>(businesses, { action, jurisdiction });
    const applicant = applicantOf(parties);
    const now = resources.now();
    const data = writeApplication([{ request, business }], { place: jurisdiction, platformCode, now });
    const attempt = resources.nonce().toLowerCase().slice(-ATTEMPT_CHARACTERS);
    const day = formatBeijingMoment(now).slice(0, 8);
    const whole = `blsq_${jurisdiction}_${day}_${businessKey.toLowerCase()}${attempt}`;
    // An answer may overtake whatever we do after the marker is there.
    await book.note({ businessKey, collaborationNumber, action, applicant });
    await system.write('submitStep', () => this.#write(whole, data), signal);
    return { outcome: 'PENDING' };
  }

  async #write(whole: string, data: Uint8Array): Promise<void> {
    const { directory, jurisdiction } = this.#options;
    try {
      await directory.write(whole, data);
    } catch (error) {
      const failure = toDropError(error, jurisdiction);
      if (error instanceof MarkerInDoubt) throw failure;
      // Without its marker a file is none of the centre's business.
      const cause = new NotSent('no marker was written', { cause: error });
      throw new TongbanError(failure.code, failure.message, { jurisdiction, cause });
    }
  }
}
