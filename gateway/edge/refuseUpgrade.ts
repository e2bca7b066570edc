import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { answerStatus } from './answerStatus.ts';

/** Refuses to change the protocol. Nobody reads this socket any more: it is closed as soon as the answer is written. */
export function refuseUpgrade(socket: Duplex, status: 403 | 404 | 500 | 503): void {
  socket.once('finish', () => socket.destroy());
  answerStatus(socket, `${status} ${STATUS_CODES[status]}`);
}
