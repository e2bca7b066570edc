import { REQUEST_PRIORITIES } from './RequestPriority.ts';
import type { UpstreamQuestion } from './UpstreamQuestion.ts';

/** A lower number goes first where calls wait. */
export const rankOf = ({ isRead, context }: UpstreamQuestion): number =>
  REQUEST_PRIORITIES[isRead ? (context.priority?.() ?? 'read') : 'command'];
