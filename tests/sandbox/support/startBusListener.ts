import { once } from 'node:events';
import { createServer } from 'node:http';
import { busAck, documentIn, textIn } from './busEnvelope.ts';

/** A call of the bus, as it arrived. */
export interface BusCall {
  readonly business: string;
  readonly collaborationNumber: string;
  readonly messageNumber: string;
  readonly document: string;
  readonly body: Buffer;
  readonly records: readonly BusRecord[];
}

interface BusRecord {
  readonly no: string;
  readonly kind: string;
  readonly number: string;
  readonly dataTime: string;
  readonly text: string;
}

/** What the listener does about a call: an ack with this code, bare text, a status, or it loses the connection. */
export type Reply =
  /** `data`: ready RECORDs of refusal. */
  | { readonly code: string; readonly data?: string }
  | { readonly text: string }
  | { readonly status: number }
  | 'drop';

export interface BusListener {
  readonly url: string;
  /** In order of arrival. */
  readonly calls: BusCall[];
  /** What is done about the next calls; each is acknowledged with its success code when not set. */
  reply: ((call: BusCall) => Reply) | undefined;
  close(): Promise<void>;
}

/** Success as the specification has it: another code per operation. */
const SUCCESS: ReadonlyMap<string, string> = new Map([
  ['0102', '0'],
  ['0109', '2'],
  ['0202', '0'],
  ['0302', '0'],
  ['0402', '1'],
  ['0502', '1'],
  ['0602', '0'],
]);
const successOf = ({ business }: BusCall): Reply => ({ code: SUCCESS.get(business) ?? '-6' });

/** A listener that takes what a bus sends. */
export async function startBusListener(): Promise<BusListener> {
  const calls: BusCall[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    } catch {
      // The bus lost the connection before the end.
      return;
    }
    const call = readCall(Buffer.concat(chunks));
    calls.push(call);
    const reply = (listener.reply ?? successOf)(call);
    if (reply === 'drop') return response.destroy();
    if ('status' in reply) return response.writeHead(reply.status).end();
    response.writeHead(200, { 'content-type': 'text/xml;charset=UTF-8' });
    return response.end('text' in reply ? reply.text : busAck(ackOf(call, reply.code, reply.data)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener has no port');
  const listener: BusListener = {
    url: `http://127.0.0.1:${address.port}/collaboration-bus`,
    calls,
    reply: undefined,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return listener;
}

function readCall(body: Buffer): BusCall {
  const document = documentIn(body.toString('utf8'));
  return {
    business: textIn(document, 'YWLB'),
    collaborationNumber: textIn(document, 'YWXTBH'),
    messageNumber: textIn(document, 'BWBH'),
    document,
    body,
    records: Array.from(document.matchAll(/<RECORD no="(\d+)" kind="(\w+)">(.*?)<\/RECORD>/g), (found) => {
      const [text, no = '', kind = '', inner = ''] = found;
      const number = textIn(inner, 'GMSFHM') || textIn(inner, 'TYSHXYDM');
      return { no, kind, number, dataTime: textIn(inner, 'SJSJ'), text };
    }),
  };
}

const ackOf = ({ business, collaborationNumber, messageNumber }: BusCall, code: string, data = ''): string =>
  '<package><head><BBH>1.1</BBH><FSDWDM>990000000001</FSDWDM><FSDWMC>x</FSDWMC><JSDWDM>990310000000</JSDWDM>' +
  `<JSDWMC>x</JSDWMC><YWLB>${business}</YWLB><YWXTBH>${collaborationNumber}</YWXTBH><BWBH>${messageNumber}</BWBH>` +
  `<FSSJ>20261122103000</FSSJ><FHM>${code}</FHM><FHXX>x</FHXX></head><data>${data}</data></package>`;
