import iconv from 'iconv-lite';
import type { AnswerTwist } from '../../AnswerTwist.ts';
import { formatBeijing } from '../../beijingTime.ts';
import type { Push } from '../../pushes/Push.ts';
import type { World } from '../../world/World.ts';
import { encodeFrame, readFrameParts } from './frames.ts';
import type { Hub } from './Hub.ts';
import type { HubReply } from './HubReply.ts';
import type { NodeHead } from './NodeHead.ts';
import { writeFields, writeNodeMessage } from './nodeXml.ts';
import { readNodeMessage } from './readNodeMessage.ts';
import { RETURN_TEXTS } from './returnTexts.ts';

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
  readonly result: (world: World, twist: AnswerTwist) => Required<Pick<HubReply, 'code' | 'body'>> | null;
}

/** What a hub tells a node about its batches (GJJT01), under the node's own key. */
export function createBatchPushes({ options, nodeKey, cipher, number }: Hub): (batch: Batch) => Push {
  let batches = 0;
  let acknowledged = 0;
  return ({ head, batch, now, isUnruly, result }) => {
    const isEarly = isUnruly && batches++ % 2 === 0;
    let holds = isUnruly && !isEarly ? UNRULY_FAILURES : 0;
    const overtakenAt = acknowledged + 1;
    const time = formatBeijing(now);
    const inHead = [
      ['fsrq', time.slice(0, 8)],
      ['fssj', time.slice(8)],
      ['fslsh', number(now)],
      ['dwbh', ''],
      ['jdh', options.hubNode],
      ['jym', 'GJJT01'],
      ['jsjdh', options.nodeNumber],
      ['khh', ''],
      ['czy', 'SYSTEM'],
    ] as const;
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
            const isSettled = isAcknowledged(body);
            if (isSettled) acknowledged++;
            return isSettled;
          },
        };
      },
    };
  };

  function isAcknowledged(frame: Buffer): boolean {
    const { flag, payload } = readFrameParts(frame);
    const said = flag === '0' ? cipher.open(payload, nodeKey) : null;
    const { zt, fhm } = (said === null ? null : readNodeMessage(said))?.head ?? {};
    return zt === '0' && fhm === '0000';
  }
}
