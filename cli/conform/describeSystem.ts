import { isSilence } from './isSilence.ts';

/** What an error about a properly made question says of the system behind an endpoint. */
export function describeSystem(code: string): string {
  return isSilence(code)
    ? 'the system behind it did not answer'
    : 'but the system behind it did not take the question: run doctor for the place';
}
