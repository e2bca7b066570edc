import type { Server } from 'node:http';

/**
 * Takes no new connection, lets open requests finish, and ends.
 *
 * @param drainMs - how long open requests may take; then `onLate` is called, which should abort them, and after one more
 *   second their connections are cut.
 */
export async function closeServer(server: Server, drainMs: number, onLate: () => void): Promise<void> {
  const late = setTimeout(onLate, drainMs);
  const cut = setTimeout(() => server.closeAllConnections(), drainMs + 1_000);
  try {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
    });
  } finally {
    clearTimeout(late);
    clearTimeout(cut);
  }
}
