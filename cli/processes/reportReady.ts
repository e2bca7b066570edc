import { sendReport } from './sendReport.ts';

/**
 * Tells whoever started this process that it serves: over the IPC channel, or as a line on stdout without one.
 *
 * @param urls - where, by the role's own names.
 */
export function reportReady(urls: Readonly<Record<string, string>>): Promise<void> {
  return sendReport({ type: 'ready', urls: { ...urls } });
}
