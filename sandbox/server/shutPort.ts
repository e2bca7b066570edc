import type { Server } from 'node:http';

/** Stops listening and ends every connection at once, requests under way included. */
export function shutPort(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
