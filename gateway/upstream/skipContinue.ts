import type { Duplex } from 'node:stream';
import type { buildConnector } from 'undici';

const CONTINUE = Buffer.from('HTTP/1.1 100');
const END_OF_HEAD = Buffer.from('\r\n\r\n');

/**
 * Connections on which `100 Continue` is not seen. A client has to ignore it where it did not ask for it (RFC 9110, 15.2), as some old
 * servers answer every POST with one; undici (7.30) gives the connection up instead.
 *
 * Bodies are left alone: no JSON has these words and then an empty line, which a text in it would have to escape.
 */
export function skipContinue(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) =>
    connect(options, (...result) => {
      const [error, socket] = result;
      if (error === null) leaveOut(socket);
      callback(...result);
    });
}

function leaveOut(socket: Pick<Duplex, 'read'>): void {
  const read = socket.read.bind(socket);
  socket.read = (size) => {
    let chunk: unknown = read(size);
    while (Buffer.isBuffer(chunk) && chunk.length >= CONTINUE.length) {
      if (chunk.compare(CONTINUE, 0, CONTINUE.length, 0, CONTINUE.length) !== 0) break;
      const end = chunk.indexOf(END_OF_HEAD);
      if (end === -1) break;
      const rest = chunk.subarray(end + END_OF_HEAD.length);
      chunk = rest.length > 0 ? rest : read(size);
    }
    return chunk;
  };
}
