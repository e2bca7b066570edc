import { digitSum } from '../../digitSum.ts';

/** In what state the editor and the transfer program of a centre leave its files. */
export interface EditorHabits {
  /** Whether files begin with the GB18030 mark. */
  readonly marks: boolean;
  readonly lineEnd: '\n' | '\r\n';
  /** Whether the last line ends too. */
  readonly endsLastLine: boolean;
  /** Whether a person's lines come with their running numbers falling. */
  readonly backwards: boolean;
}

/** The habits of one place, the same for ever. */
export function editorHabitsOf(jurisdiction: string): EditorHabits {
  const sum = digitSum(jurisdiction);
  return {
    marks: sum % 3 === 1,
    lineEnd: sum % 2 === 0 ? '\r\n' : '\n',
    endsLastLine: sum % 4 !== 2,
    backwards: sum % 2 === 1,
  };
}
