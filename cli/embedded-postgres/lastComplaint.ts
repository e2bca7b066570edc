const COMPLAINT = /\b(?:FATAL|PANIC|ERROR|error):\s+(.*)$/;

/**
 * The line in a program's output that tells why it gave up.
 *
 * @param output - what PostgreSQL or initdb wrote, oldest first.
 */
export function lastComplaint(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const complaint = lines.findLast((line) => COMPLAINT.test(line));
  return COMPLAINT.exec(complaint ?? '')?.[1] ?? lines.at(-1)?.trim() ?? 'it gave no reason';
}
