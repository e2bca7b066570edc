import { createCipheriv } from 'node:crypto';
import { PayloadCipher } from '../../../adapters/housing-fund/settlement-node/PayloadCipher.ts';
import { readFrame } from '../../../adapters/housing-fund/settlement-node/readFrame.ts';
import { writeFrame } from '../../../adapters/housing-fund/settlement-node/writeFrame.ts';
import { encodeGb18030 } from '../../../adapters/transport/encodeGb18030.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { startScriptedHub } from './startScriptedHub.ts';

export const NODE_KEY = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
export const NODE_OPTIONS = {
  nodeNumber: '004301',
  hubNode: '900001',
  unit: 'TB0043',
  operator: 'tongban',
  password: 'owner-password',
  nodeKey: NODE_KEY.toString('hex'),
  cipherMode: 'ECB',
};

/** What a hub says to one request under a session that holds. */
export interface HubWord {
  readonly status: '0' | '1' | '2';
  readonly code: string;
  readonly body: string;
}

/** Nobody knows this person. */
export const UNKNOWN_PERSON: HubWord = {
  status: '0',
  code: '0000',
  body: '<body><JGMC>中心</JGMC><SJSJ>20261122020500</SJSJ><ZJHM></ZJHM><XINGMING></XINGMING><rows hs="0"></rows></body>',
};

export const hubXml = ({ status, code, body }: HubWord): Buffer =>
  encodeGb18030(
    `<?xml version="1.0" encoding="GBK"?><msg><outhead><zt>${status}</zt><fhm>${code}</fhm></outhead>${body}</msg>`,
  );

const block = (key: Buffer, plain: Buffer) => {
  const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false);
  return cipher.update(plain).toString('hex').toUpperCase();
};

/**
 * A hub with one session per node: a new sign-in ends the one before, also for requests that wait for their answer.
 *
 * @param say - given the request in clear; default: nobody knows the person.
 */
export async function startSessionHub(
  say: (request: string) => HubWord | Promise<HubWord> = () => UNKNOWN_PERSON,
) {
  const seen = { signIns: 0, refused: 0, requests: [] as string[] };
  const cipherOf = (session: number) =>
    new PayloadCipher({
      mode: 'ECB',
      key: Buffer.alloc(16, session),
      jurisdiction: parseDivisionCode('33'),
    });
  const hub = await startScriptedHub(async (frame, socket) => {
    const { node, isPlain, payload } = readFrame(frame);
    const reply = (plain: boolean, xml: Buffer) =>
      socket.end(writeFrame({ node, isPlain: plain, payload: xml }));
    if (isPlain) {
      seen.signIns += 1;
      const session = Buffer.alloc(16, seen.signIns);
      const body = `<body><HHMY>${block(NODE_KEY, session)}</HHMY><JYZ>${block(session, Buffer.alloc(16)).slice(0, 8)}</JYZ><YXMS>600</YXMS></body>`;
      return reply(true, hubXml({ status: '0', code: '0000', body }));
    }
    const refuse = () => {
      seen.refused += 1;
      return reply(true, hubXml({ status: '1', code: '1001', body: '<body/>' }));
    };
    const session = seen.signIns;
    try {
      const request = new TextDecoder('gb18030').decode(cipherOf(session).decrypt(payload));
      seen.requests.push(request);
      const word = await say(request);
      return session === seen.signIns ? reply(false, cipherOf(session).encrypt(hubXml(word))) : refuse();
    } catch {
      return refuse();
    }
  });
  return { url: `tcp://127.0.0.1:${hub.port}`, seen };
}
