import iconv from 'iconv-lite';
import type { EditorHabits } from './editorHabitsOf.ts';

const MARK = Buffer.from([0x84, 0x31, 0x95, 0x33]);

/** The bytes of a file of these lines, as the editor of the centre leaves them. */
export function writeTextFile(
  lines: readonly string[],
  { marks, lineEnd, endsLastLine }: EditorHabits,
  charset: 'gb18030' | 'utf8',
): Buffer {
  const text = lines.join(lineEnd) + (endsLastLine ? lineEnd : '');
  const bytes = iconv.encode(text, charset);
  return marks ? Buffer.concat([MARK, bytes]) : bytes;
}
