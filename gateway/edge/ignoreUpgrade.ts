import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** Of the offer itself; `http2-settings` comes with `h2c`, which Java's client offers by default. */
const OFFER: ReadonlySet<string> = new Set(['upgrade', 'http2-settings']);

/**
 * Has a request answered by the protocol that it came in: an offer of another one may be ignored (RFC 9110, 7.8).
 *
 * A server that takes any upgrade is given all of them by Node 20, unread: the request is put back without its offer.
 *
 * @param head - what came after its headers.
 */
export function ignoreUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    const lower = name.toLowerCase();
    if (lower === 'connection') lines.push(`${name}: ${withoutOffer(value)}`);
    else if (!OFFER.has(lower)) lines.push(`${name}: ${value}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}

const withoutOffer = (value: string): string =>
  value
    .split(',')
    .map((option) => option.trim())
    .filter((option) => !OFFER.has(option.toLowerCase()))
    .join(', ');
