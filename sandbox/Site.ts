import type { ExchangeDialect } from './exchange/ExchangeDialect.ts';
import type { SandboxDialect } from './SandboxDialect.ts';
import type { SandboxNodeDialect } from './SandboxNodeDialect.ts';

/** Where a system stands and how it talks, before it runs. */
export interface Site {
  /** `department/jurisdiction`. */
  readonly id: string;
  readonly department: string;
  readonly jurisdiction: string;
  readonly dialect: SandboxDialect | SandboxNodeDialect | ExchangeDialect;
  /** Place among the sites of its dialect, from 0; sites of another kind may have a number of their own. */
  readonly ordinal: number;
}
