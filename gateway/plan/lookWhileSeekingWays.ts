import graphPaths from '@apollo/query-graphs/dist/graphPath.js';
import { lookBefore } from './lookBefore.ts';

/** Each step of each way to a field, and the beginning of those to what a field requires. */
const STEPS = ['advanceSimultaneousPathsWithOperation', 'createInitialOptions'];
let isMended = false;

/**
 * Has `@apollo/query-planner` 2.14 call `look` all the time while it seeks ways to the fields of an operation, so that what is called can end it
 * (decision 023). It has bounds of its own, of ways and of plans compared, and none of how long each of them takes.
 *
 * @param look - the first one that was given stays.
 */
export function lookWhileSeekingWays(look: () => void): void {
  if (isMended) return;
  isMended = true;
  lookBefore(graphPaths, STEPS, look);
}
