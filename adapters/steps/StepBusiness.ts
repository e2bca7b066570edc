/** One output that a system promises for a business (业务) when it is done. */
export interface PromisedOutput {
  /** As `StepResult` has it. */
  readonly name: string;
  /** What a value must look like, once trimmed. */
  readonly form: RegExp;
  /** Codes that stand for values of ours; what is not here is passed on as it came. */
  readonly meanings?: Readonly<Record<string, string>>;
  /** Comes only where there is something to say. */
  readonly isOptional?: true;
}

/** What one of our actions is called at a system, and what comes of it there. */
export interface StepBusiness {
  /** 业务代码. */
  readonly code: string;
  /** By the system's own name. */
  readonly outputs: Readonly<Record<string, PromisedOutput>>;
}
