import type { CallContextCaller } from '../../domain/callContext.ts';

/** Who decides about the names in `@policy`. */
export interface PolicyDecider {
  /**
   * @param policies - distinct names, at least one.
   * @param caller - `null` when nobody is signed in.
   * @returns those of them that are granted; what is not among them is denied.
   * @throws {TongbanError} when it cannot be decided now: the operation fails then, and nothing is fetched.
   */
  grant(policies: readonly string[], caller: CallContextCaller | null): Promise<ReadonlySet<string>>;
}
