import type { Duplex } from 'node:stream';

/** A peer that has not closed its side by then is left. */
const FAREWELL_MS = 1_000;

/**
 * Answers by status alone, and closes the connection: at the latest a moment later, whether the peer closes its side or not,
 * and reads or not.
 */
export function answerStatus(socket: Duplex, status: string): void {
  socket.on('error', () => undefined);
  const farewell = setTimeout(() => socket.destroy(), FAREWELL_MS);
  socket.once('close', () => clearTimeout(farewell));
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
