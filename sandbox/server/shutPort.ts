import type { Front } from './Front.ts';

/** Stops listening and ends every connection at once, requests under way included. */
export function shutPort({
  server,
  endConnections,
}: Pick<Front, 'server' | 'endConnections'>): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    server.close(() => resolve());
    endConnections();
  });
}
