import { connect } from 'node:net';

/** What arrived on a connection, however it ended. */
export interface Arrived {
  readonly bytes: Buffer;
  /** How many pieces it came in. */
  readonly pieces: number;
  /** Code of the connection's failure; `null` when the other side closed it. */
  readonly failure: string | null;
}

/**
 * Sends pieces one after the other on a connection of its own and takes what comes until it is closed.
 *
 * @param url - `tcp://host:port`.
 */
export function sendToNode(
  url: string,
  pieces: readonly Uint8Array[],
  signal?: AbortSignal,
): Promise<Arrived> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const chunks: Buffer[] = [];
    let failure: string | null = null;
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    signal?.addEventListener('abort', () => socket.destroy(), { once: true });
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      failure = error.code ?? error.name;
    });
    socket.on('close', () => resolve({ bytes: Buffer.concat(chunks), pieces: chunks.length, failure }));
    let next = 0;
    const send = () => {
      const piece = pieces[next++];
      // One write after the other has left, so that pieces stay pieces.
      if (piece !== undefined && !socket.destroyed) socket.write(piece, () => setImmediate(send));
    };
    socket.once('connect', send);
  });
}
