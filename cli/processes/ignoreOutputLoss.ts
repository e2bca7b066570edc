/** A closed terminal or pipe (`tongban start | head`) costs the output, never the service. */
export function ignoreOutputLoss(): void {
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
}
