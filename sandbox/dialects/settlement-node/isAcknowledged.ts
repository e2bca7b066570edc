import { readFrameParts } from './frames.ts';
import type { Hub } from './Hub.ts';
import { readNodeMessage } from './readNodeMessage.ts';

/** Whether a node's answer to a message says that the message is safely stored. */
export function isAcknowledged({ cipher, nodeKey }: Hub, frame: Buffer): boolean {
  const { flag, payload } = readFrameParts(frame);
  const said = flag === '0' ? cipher.open(payload, nodeKey) : null;
  const { zt, fhm } = (said === null ? null : readNodeMessage(said))?.head ?? {};
  return zt === '0' && fhm === '0000';
}
