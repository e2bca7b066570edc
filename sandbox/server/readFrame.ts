import type { Socket } from 'node:net';
import type { NodeSystem } from '../SandboxNodeDialect.ts';

/**
 * Reads one frame, in whatever pieces it comes; what stands behind it is dropped.
 *
 * @returns `null` for a malformed one, and when it was not complete by the end of the stream or of the signal.
 */
export async function readFrame(
  socket: Socket,
  { measure }: Pick<NodeSystem, 'measure'>,
  signal: AbortSignal,
): Promise<Buffer | null> {
  return await new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let wanted: number | 'unknown' = 'unknown';
    const end = (frame: Buffer | null) => {
      socket.off('data', take).off('end', lose).off('close', lose);
      signal.removeEventListener('abort', lose);
      // Bytes behind the frame must not keep the connection from closing.
      socket.resume();
      resolve(frame);
    };
    const lose = () => end(null);
    const take = (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (wanted === 'unknown') {
        const measured = measure(Buffer.concat(chunks, length));
        if (measured === 'malformed') return end(null);
        wanted = measured;
      }
      if (wanted !== 'unknown' && length >= wanted) end(Buffer.concat(chunks, length).subarray(0, wanted));
    };
    if (signal.aborted) return lose();
    socket.on('data', take).once('end', lose).once('close', lose);
    signal.addEventListener('abort', lose, { once: true });
  });
}
