import type { StepRequest } from '../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../domain/cases/StepResult.ts';
import type { StepAction } from '../../domain/cases/stepAction.ts';

/** Which step is asked about, for systems that need no more. */
export type StepQuery = Pick<StepRequest, 'businessKey' | 'collaborationNumber' | 'action' | 'parties'>;

/** What a place's system can be asked to do (办理). One effect at the system for one business key is the aim of it all. */
export interface StepPort {
  /** What this system takes; anything else is never asked of it. */
  readonly actions: ReadonlySet<StepAction>;
  /** Whether the system has one effect for one business key, however often it is sent. */
  readonly dedupes: boolean;
  /**
   * Asks the system once to do something; never repeats by itself.
   *
   * @throws {TongbanError} as reads do. `isNotSent` tells that nothing can have happened; after any other failure that
   *   is unknown. Refusals of the business come back as a result.
   */
  submit(request: StepRequest, signal: AbortSignal): Promise<StepResult>;
  /**
   * Asks what became of a step; `null` where the system says that it never heard of the key. `null` itself where it
   * cannot be asked at all. A system that dedupes may be brought to tell its answer once more by it, never to do more.
   */
  readonly find: ((request: StepRequest, signal: AbortSignal) => Promise<StepResult | null>) | null;
}
