import { z } from 'zod';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { PlaceVault } from '../PlaceVault.ts';
import type { StepSaying } from '../steps/judgeAnswer.ts';
import { stepRequestShape } from '../steps/stepRequestShape.ts';
import { stepResultShape } from '../steps/stepResultShape.ts';

const sayingShape = z.object({
  result: stepResultShape,
  isTakenBack: z.literal(true).exactOptional(),
  isInDoubt: z.literal(true).exactOptional(),
});

/** What steps say, sealed for the row that it stands in: requests, results, and what systems say by themselves. */
export class StepSeal {
  readonly #vault: PlaceVault;

  constructor(vault: PlaceVault) {
    this.#vault = vault;
  }

  sealRequest(request: StepRequest): Buffer {
    return this.#seal(request, ['step-request', request.stepKey]);
  }

  openRequest(stepKey: string, sealed: Buffer): StepRequest {
    return this.#open(sealed, ['step-request', stepKey], stepRequestShape);
  }

  sealResult(stepKey: string, result: StepResult): Buffer {
    return this.#seal(result, ['step-result', stepKey]);
  }

  openResult(stepKey: string, sealed: Buffer): StepResult {
    return this.#open(sealed, ['step-result', stepKey], stepResultShape);
  }

  /** @param messageId - as it is stored. */
  sealAnswer(messageId: string, saying: StepSaying): Buffer {
    return this.#seal(saying, ['step-answer', messageId]);
  }

  openAnswer(messageId: string, sealed: Buffer): StepSaying {
    return this.#open(sealed, ['step-answer', messageId], sayingShape);
  }

  #seal(content: object, row: readonly string[]): Buffer {
    return this.#vault.seal(Buffer.from(JSON.stringify(content), 'utf8'), row);
  }

  #open<T>(sealed: Buffer, row: readonly string[], shape: z.ZodType<T>): T {
    try {
      return shape.parse(JSON.parse(this.#vault.open(sealed, row).toString('utf8')));
    } catch {
      throw new TongbanError('INTERNAL_SERVER_ERROR', 'A stored step does not open under the store key');
    }
  }
}
