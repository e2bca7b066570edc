/** A closed terminal or pipe (`tongban start | head`) costs the output, never the service. */
export function ignoreOutputLoss(): void {
  // A command that only prints ends when nobody reads it (`main.ts`); one that serves must not.
  process.stdout.removeAllListeners('error');
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
}
