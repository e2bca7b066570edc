import type { CallOrigin } from '../CallOrigin.ts';

/** A server stops a little before its time is over, so that its answer still comes in time. */
const RESERVE_MS = 100;

/** Whether a request is not near its end: a place that says now that time is over has used up its own, not the request's. */
export const hasTimeLeft = ({ deadlineAt }: Pick<CallOrigin, 'deadlineAt'>): boolean =>
  performance.now() < deadlineAt - RESERVE_MS;
