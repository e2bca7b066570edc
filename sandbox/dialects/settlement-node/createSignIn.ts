import { timingSafeEqual } from 'node:crypto';
import type { AnswerTwist } from '../../AnswerTwist.ts';
import { sm3 } from '../../ciphers/sm3.ts';
import type { NodeSession } from './createSession.ts';
import { failureOf } from './failureOf.ts';
import type { Hub } from './Hub.ts';
import type { HubReply } from './HubReply.ts';
import { isRegistered, isTimely, type NodeHead, nodeHead } from './NodeHead.ts';
import { writeFields } from './nodeXml.ts';
import { readNodeMessage } from './readNodeMessage.ts';

/** The sign-in of a hub; every payload that came in a plain frame is one, or wants to be. */
export function createSignIn(
  { options, isNew }: Hub,
  session: NodeSession,
): (payload: Buffer, now: number, twist: AnswerTwist) => HubReply {
  return (payload, now, twist) => {
    const message = readNodeMessage(payload);
    const read = nodeHead.safeParse(message?.head);
    if (message === null || !read.success || read.data.jdh !== options.nodeNumber) return { code: '2001' };
    const head = read.data;
    if (head.jym !== 'JSQD01') return { code: '2003' };
    if (!isRegistered(head, options)) return { code: '1004' };
    if (!isTimely(head, now)) return { code: '1003' };
    if (!isDigest(message.body['MM'] ?? '', head, options.password)) return { code: '1002' };
    const noted = { operation: head.jym };
    if (!isNew(head.fsrq, head.fslsh)) return { code: '2002', ...noted };
    const failure = failureOf(twist);
    // A session that became invalid, or a request that went wrong, does not keep a node from signing in.
    if (failure !== null && /^(100[234]|9)/.test(failure.code)) return { ...failure, ...noted };
    const { HHMY, JYZ, YXMS } = session.open(now);
    const body = writeFields([
      ['HHMY', HHMY],
      ['JYZ', JYZ],
      ['YXMS', YXMS],
    ]);
    return { code: '0000', body, ...noted };
  };
}

function isDigest(claimed: string, { jdh, fsrq, fssj, fslsh }: NodeHead, password: string): boolean {
  const digest = sm3(Buffer.from(`${jdh}${fsrq}${fssj}${fslsh}${password}`, 'latin1'));
  const bytes = Buffer.from(claimed, 'hex');
  return bytes.length === digest.length && timingSafeEqual(bytes, digest);
}
