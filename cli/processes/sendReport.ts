import type { RoleReport } from './roleReport.ts';

/**
 * Tells the supervisor; without one (a role started by hand) the report is a line of JSON on stdout.
 *
 * @returns when the report has left this process, or can no longer arrive because the supervisor is gone.
 */
export function sendReport(report: RoleReport): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) {
      process.stdout.write(`${JSON.stringify(report)}\n`, () => resolve());
      return;
    }
    process.send(report, undefined, undefined, () => resolve());
  });
}
