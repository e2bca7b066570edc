import type { DivisionCode } from '../../domain/divisionCode.ts';

/** Who caused a change, as the audit remembers it; never a person. */
export interface Actor {
  readonly kind: 'CITIZEN' | 'CLERK' | 'SYSTEM';
  /** Of issuer and subject; `null` for the system itself. */
  readonly digest: Buffer | null;
  /** The office that a clerk acts for. */
  readonly office: DivisionCode | null;
  readonly portal: string | null;
  readonly requestId: string | null;
}
