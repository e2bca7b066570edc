import type { Actor } from './Actor.ts';

/** Whoever acts when no person does: the engine, a place's system. */
export const SYSTEM_ACTOR: Actor = {
  kind: 'SYSTEM',
  digest: null,
  office: null,
  portal: null,
  requestId: null,
};
