import type { Redis } from 'ioredis';

/**
 * Pings a server again and again over a connection that only listens: neither a server that hangs nor a network that has
 * forgotten the connection closes it.
 *
 * @param pingMs - between two pings; a connection over which one is not answered until the next is given up for another one.
 * @param onSilent - told before that.
 * @returns how to stop.
 */
export function startPulse(
  client: Redis,
  pingMs: number,
  onSilent: () => void = () => undefined,
): () => void {
  let isAwaited = false;
  const answered = (): void => {
    isAwaited = false;
  };
  const ping = (): void => {
    if (client.status !== 'ready') return;
    if (!isAwaited) {
      isAwaited = true;
      client.ping().then(answered, answered);
      return;
    }
    // An answer may lie in the socket, where this process was busy: it is read before what is immediate.
    setImmediate(() => {
      if (!isAwaited) return;
      isAwaited = false;
      onSilent();
      client.disconnect(true);
    });
  };
  const timer = setInterval(ping, pingMs).unref();
  return () => clearInterval(timer);
}
