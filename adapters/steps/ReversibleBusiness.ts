import type { StepBusiness } from './StepBusiness.ts';

/** A business at a system that takes back what was done under the same 业务代码. */
export interface ReversibleBusiness extends StepBusiness {
  /** Whether it takes back; such a business has no outputs. */
  readonly isCancellation: boolean;
}
