import iconv from 'iconv-lite';
import type { AnswerTwist } from '../../AnswerTwist.ts';
import type { Push } from '../../pushes/Push.ts';
import type { World } from '../../world/World.ts';
import { encodeFrame } from './frames.ts';
import type { Hub } from './Hub.ts';
import { hubHead } from './hubHead.ts';
import { isAcknowledged } from './isAcknowledged.ts';
import type { NodeHead } from './NodeHead.ts';
import { writeFields, writeNodeMessage } from './nodeXml.ts';
import { RETURN_TEXTS, type ReturnCode } from './returnTexts.ts';

/** An unruly hub holds every second message back until another one has overtaken it, or until it has tried so often. */
const UNRULY_FAILURES = 6;

/** A batch that is answered later. */
interface Batch {
  /** Of the request. */
  readonly head: NodeHead;
  /** 批次号. */
  readonly batch: string;
  /** Epoch ms. */
  readonly now: number;
  readonly isUnruly: boolean;
  /** Code of the whole batch, and XML of what is delivered; `null` while the hub can do nothing. */
  readonly result: (
    world: World,
    twist: AnswerTwist,
  ) => { readonly code: ReturnCode; readonly body: string } | null;
}

/** What a hub tells a node about its batches (GJJT01), under the node's own key. */
export function createBatchPushes(hub: Hub): (batch: Batch) => Push {
  const { options, nodeKey, cipher } = hub;
  let batches = 0;
  let acknowledged = 0;
  return ({ head, batch, now, isUnruly, result }) => {
    const isEarly = isUnruly && batches++ % 2 === 0;
    let holds = isUnruly && !isEarly ? UNRULY_FAILURES : 0;
    const overtakenAt = acknowledged + 1;
    const inHead = hubHead(hub, 'GJJT01', now);
    return {
      isEarly,
      copies: isUnruly ? 2 : 1,
      write(world, twist) {
        const isHeld = acknowledged < overtakenAt && holds-- > 0;
        const found = isHeld ? null : result(world, twist);
        if (found === null) return null;
        const about = writeFields([
          ['PCH', batch],
          ['YFSRQ', head.fsrq],
          ['YFSLSH', head.fslsh],
          ['YJYM', head.jym],
          ['FHM', found.code],
          ['FHXX', RETURN_TEXTS[found.code]],
        ]);
        const text = writeNodeMessage('inhead', inHead, `${about}${found.body}`);
        const plain = twist.kind === 'wrong-charset' ? Buffer.from(text) : iconv.encode(text, 'gb18030');
        return {
          headers: {},
          body: encodeFrame(options.nodeNumber, '0', cipher.seal(plain, nodeKey)),
          isSettledBy({ body }) {
            const isSettled = isAcknowledged(hub, body);
            if (isSettled) acknowledged++;
            return isSettled;
          },
        };
      },
    };
  };
}
