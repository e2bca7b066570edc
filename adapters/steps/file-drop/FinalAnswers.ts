import type { KeptMarks } from '../KeptMarks.ts';
import type { AnswerLine } from './readAnswerLine.ts';

/** What a final answer means beside those that came before it, in whatever file. */
export type FinalVerdict =
  | 'COUNTS'
  /** 办结 behind the 已撤销 of the same entry: files have overtaken each other. */
  | 'OVERTAKEN'
  /** Another entry of the same key is known: it was done twice. */
  | 'ANOTHER_ENTRY';

/** Which entries (处理序号) of which keys were answered for good, known to all replicas. */
export class FinalAnswers {
  readonly #marks: KeptMarks;

  constructor(marks: KeptMarks) {
    this.#marks = marks;
  }

  async judge(line: AnswerLine): Promise<FinalVerdict> {
    if (!line.isFinal) return 'COUNTS';
    const { businessKey, serial, isTakenBack } = line;
    const isAnother = (await this.#marks.has(keyOf(businessKey))) && !(await this.#marks.has(entryOf(line)));
    if (isAnother) return 'ANOTHER_ENTRY';
    const wasTakenBack = !isTakenBack && (await this.#marks.has(takenBackOf(serial)));
    return wasTakenBack ? 'OVERTAKEN' : 'COUNTS';
  }

  /** Before the answer is taken; safe to repeat. @throws {TongbanError} where the book is away. */
  async note(line: AnswerLine): Promise<void> {
    if (!line.isFinal) return;
    // The key behind its entry: known without it, the key would seem to be another entry's.
    const marks = [entryOf(line), keyOf(line.businessKey)];
    for (const mark of line.isTakenBack ? [...marks, takenBackOf(line.serial)] : marks) {
      if (!(await this.#marks.has(mark))) await this.#marks.keep(mark, line.applicant);
    }
  }
}

const keyOf = (businessKey: string) => ['answered', businessKey];
const entryOf = ({ businessKey, serial }: AnswerLine) => ['answered', businessKey, serial];
const takenBackOf = (serial: string) => ['taken back', serial];
