import type { Actor } from '../Actor.ts';

/** Why something was changed, for the audit: `submitCase`, `step`, … */
export interface AuditCause {
  readonly actor: Actor;
  readonly action: string;
}
