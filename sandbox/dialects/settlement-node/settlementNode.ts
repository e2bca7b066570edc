import iconv from 'iconv-lite';
import { formatBeijing } from '../../beijingTime.ts';
import type { NodeAnswer, SandboxNodeDialect } from '../../SandboxNodeDialect.ts';
import { createBusiness } from './createBusiness.ts';
import { createHubNumbers } from './createHubNumbers.ts';
import { createNodeCipher } from './createNodeCipher.ts';
import { createSequenceBook } from './createSequenceBook.ts';
import { createSession } from './createSession.ts';
import { createSettlementNodeOptions } from './createSettlementNodeOptions.ts';
import { createSignIn } from './createSignIn.ts';
import { encodeFrame, measureFrame, readFrameParts } from './frames.ts';
import type { HubReply } from './HubReply.ts';
import { createNodeDesk } from './handling/createNodeDesk.ts';
import { writeNodeMessage } from './nodeXml.ts';
import { isPayload } from './readNodeMessage.ts';
import { isReturnCode, RETURN_TEXTS } from './returnTexts.ts';
import { settlementNodeOptions } from './SettlementNodeOptions.ts';

/** Frames over TCP, spoken by housing fund centres: docs/dialects/settlement-node.md. */
export const settlementNode: SandboxNodeDialect = {
  name: 'settlement-node',
  transport: 'tcp',
  basePath: '',
  createOptions: createSettlementNodeOptions,
  createDesk: (site) =>
    settlementNodeOptions.parse(site.options).handling === 'offered' ? createNodeDesk(site) : null,

  createSystem(site, hasCallback) {
    const options = settlementNodeOptions.parse(site.options);
    const { nodeNumber } = options;
    const nodeKey = Buffer.from(options.nodeKey, 'hex');
    const cipher = createNodeCipher(options.cipherMode, site.randomBytes);
    const session = createSession(nodeKey, site.randomBytes);
    const hub = { site, options, nodeKey, cipher, isNew: createSequenceBook(), number: createHubNumbers() };
    const signIn = createSignIn(hub, session);
    const business = createBusiness(hub, hasCallback);

    /** `key` is that of the payload, `null` for a plain one. */
    const write = (
      reply: HubReply,
      key: Buffer | null,
      sequence: string,
      isWrongCharset: boolean,
    ): NodeAnswer => {
      const text = writeNodeMessage('outhead', outHead(reply.code, site.clock(), sequence), reply.body ?? '');
      const plain = isWrongCharset ? Buffer.from(text) : iconv.encode(text, 'gb18030');
      const { operation = null, asked = [], part, pushes = [], isDropped = false } = reply;
      return {
        frame:
          key === null
            ? encodeFrame(nodeNumber, '1', plain)
            : encodeFrame(nodeNumber, '0', cipher.seal(plain, key)),
        plain,
        operation,
        asked,
        ...(part === undefined ? {} : { part }),
        pushes,
        ...(isDropped ? { isDropped } : {}),
      };
    };

    return {
      measure: (start) => measureFrame(nodeNumber, start),
      frame: (payload) => encodeFrame(nodeNumber, '1', payload),
      answer(frame, world, twist) {
        const { flag, payload } = readFrameParts(frame);
        const now = site.clock();
        const sequence = hub.number(now);
        const isWrongCharset = twist.kind === 'wrong-charset';
        if (flag === '1') return write(signIn(payload, now, twist), null, sequence, isWrongCharset);
        const key = session.keyAt(now);
        const plain = key === null ? null : cipher.open(payload, key);
        if (plain === null || !isPayload(plain))
          return write({ code: '1001' }, null, sequence, isWrongCharset);
        const reply = business(plain, { now, sequence, world, twist });
        // A session that the hub has forgotten has no key to answer with.
        return write(reply, reply.code === '1001' ? null : key, sequence, isWrongCharset);
      },
    };
  },
};

function outHead(code: HubReply['code'], now: number, sequence: string) {
  const time = formatBeijing(now);
  const status = { '0000': '0', '0001': '2' }[code] ?? '1';
  return [
    ['zt', status],
    ['fhm', code],
    ['fhxx', isReturnCode(code) ? RETURN_TEXTS[code] : '失败'],
    ['xyrq', time.slice(0, 8)],
    ['xysj', time.slice(8)],
    ['xylsh', sequence],
  ] as const;
}
