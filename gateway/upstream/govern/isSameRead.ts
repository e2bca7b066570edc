import { sameCaller } from './sameCaller.ts';
import type { UpstreamQuestion } from './UpstreamQuestion.ts';

/** Whether one caller asks the same twice. */
export const isSameRead = (one: UpstreamQuestion, other: UpstreamQuestion): boolean =>
  one.body === other.body &&
  // The characters of one are no text of the other.
  (one.request.bytes === undefined) === (other.request.bytes === undefined) &&
  sameCaller(one.context.caller, other.context.caller);
