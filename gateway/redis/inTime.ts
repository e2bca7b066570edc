import { LateAnswer } from './LateAnswer.ts';

/**
 * @returns the answer, where it comes in time.
 * @throws {LateAnswer} where it does not. It rejects with it.
 */
export function inTime<T>(answer: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    // After a moment in which this process did nothing, timers come first, and only then what has arrived meanwhile: the
    // answer of a server that was in time all along may be there and not yet read.
    const timer = setTimeout(() => setImmediate(() => reject(new LateAnswer(answer))), ms);
    answer.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
