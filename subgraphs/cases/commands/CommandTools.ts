import type { CaseCaller } from '../CaseCaller.ts';
import type { CasesServices } from '../CasesServices.ts';

/** What every command works with. */
export interface CommandTools {
  readonly services: CasesServices;
  readonly caller: CaseCaller;
  /** Aborts when the caller's deadline is over. */
  readonly signal: AbortSignal;
}
