import iconv from 'iconv-lite';
import { formatBeijing } from '../../beijingTime.ts';
import type { NodeMessage } from '../../SandboxNodeDialect.ts';
import { encodeFrame, readFrameParts } from './frames.ts';
import type { Hub } from './Hub.ts';
import type { NodeHead } from './NodeHead.ts';
import { writeFields, writeNodeMessage } from './nodeXml.ts';
import { readNodeMessage } from './readNodeMessage.ts';
import { RETURN_TEXTS } from './returnTexts.ts';

/** A node has to bear all of these, so they take turns: the first batch since the start comes twice, and so on. */
const ORDERS = ['twice', 'before', 'held', 'after'] as const satisfies readonly NodeMessage['order'][];

/** A batch that is answered later. */
interface Batch {
  /** Of the request. */
  readonly head: NodeHead;
  /** 批次号. */
  readonly batch: string;
  /** XML of 机构名称, 数据时间, 批次笔数 and 批次文件. */
  readonly result: string;
  /** Epoch ms. */
  readonly now: number;
}

/** What a hub tells a node about its batches (GJJT01), under the node's own key. */
export function createBatchMessages({
  options,
  nodeKey,
  cipher,
  number,
}: Hub): (batch: Batch) => NodeMessage {
  let batches = 0;
  return ({ head, batch, result, now }) => {
    const order = ORDERS[batches++ % ORDERS.length] ?? 'after';
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
    const about = writeFields([
      ['PCH', batch],
      ['YFSRQ', head.fsrq],
      ['YFSLSH', head.fslsh],
      ['YJYM', head.jym],
      ['FHM', '0000'],
      ['FHXX', RETURN_TEXTS['0000']],
    ]);
    const plain = iconv.encode(writeNodeMessage('inhead', inHead, `${about}${result}`), 'gb18030');
    return {
      order,
      write: () => encodeFrame(options.nodeNumber, '0', cipher.seal(plain, nodeKey)),
      isAcknowledged(answer) {
        const { flag, payload } = readFrameParts(answer);
        const said = flag === '0' ? cipher.open(payload, nodeKey) : null;
        const { zt, fhm } = (said === null ? null : readNodeMessage(said))?.head ?? {};
        return zt === '0' && fhm === '0000';
      },
    };
  };
}
