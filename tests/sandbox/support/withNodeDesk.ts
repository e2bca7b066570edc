import { inflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { World } from '../../../sandbox/world/World.ts';
import type { WorldHolder } from '../../../sandbox/world/WorldHolder.ts';
import { createDeskAdmin, type DeskAdmin } from './createDeskAdmin.ts';
import { type Falsified, NodeClient } from './NodeClient.ts';
import { NodeListener } from './NodeListener.ts';
import { newBusinessKey } from './newBusinessKey.ts';
import { type Hub, startHub } from './startHub.ts';
import { textOf } from './textsOf.ts';

const NOON = Date.parse('2026-11-22T04:00:00Z');
const PLACE = '330000';

export interface NodeOrder {
  readonly code?: string;
  readonly key?: string;
  readonly collaboration?: string;
  readonly who?: { readonly number: string; readonly name: string } | undefined;
  readonly isUndo?: boolean;
  readonly fields?: readonly (readonly [string, string])[];
  /** Changes the finished body. */
  readonly spoil?: (body: string) => string;
  readonly falsified?: Falsified;
}

/** A row, or a line of a file, values trimmed. */
export type NodeRow = Readonly<Record<string, string>> & { readonly outputs: string };

const COLUMNS = 'ZJHM XINGMING YWBH XTBH YWDM BLFX ZXLSH BLZT BJSJ JJDM JJYY JGS'.split(' ');
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** One hub with a node that has signed in and a listener, for the tests of one file. */
export function withNodeDesk(world: World) {
  let now = NOON;
  let hub: Hub;
  let node: NodeClient;
  let listener: NodeListener;
  let desk: DeskAdmin;
  beforeAll(async () => {
    hub = await startHub({ world, jurisdiction: PLACE, clock: () => now });
    node = new NodeClient(hub);
    listener = new NodeListener(node);
    desk = createDeskAdmin(hub, `housing-fund/${PLACE}`);
    await hub.govern('PUT', 'callback', { url: await listener.listen() });
  });
  beforeEach(async () => {
    now = NOON;
    listener.answer = () => 'acknowledge';
    listener.taken.length = 0;
    await node.signIn({ time: now });
  });
  afterEach(async () => {
    await desk.off();
    await hub.govern('DELETE', 'fault');
  });
  afterAll(async () => {
    await hub.close();
    await listener.close();
  });

  const holders: readonly WorldHolder[] = world.holders.filter(
    ({ kind, holdings }) => kind === 'person' && holdings['housing-fund'].includes(PLACE),
  );
  const bodyOf = (order: NodeOrder) => {
    const fresh = newBusinessKey();
    const { code = 'TQD', key = fresh.key, collaboration = fresh.collaboration } = order;
    const { who = holders[0], fields = [['remark', '甲|乙 & "丙" <丁>']] } = order;
    const kind = who?.number.startsWith('9') ? '02' : '01';
    const party = `<DSR><JS>SQ</JS><ZJLX>${kind}</ZJLX><ZJHM>${who?.number}</ZJHM><MC>${who?.name}</MC></DSR>`;
    const form = fields.map(([name, value]) => `<BD><XMC>${name}</XMC><XMZ>${escaped(value)}</XMZ></BD>`);
    const body =
      `<YWBH>${key}</YWBH><XTBH>${collaboration}</XTBH><YWDM>${code}</YWDM><SXBM>golden-item</SXBM><SLQH>430700</SLQH>` +
      `<BLQH>${PLACE}</BLQH><DSRS>1</DSRS>${party}<BDS>${form.length}</BDS>${form.join('')}`;
    return { key, number: who?.number ?? '', body: order.spoil?.(body) ?? body };
  };
  const rowsOf = (text: string): readonly NodeRow[] =>
    [...text.matchAll(/<row>(.*?)<\/row>/gs)].map(([, row = '']) => ({
      ...Object.fromEntries(COLUMNS.map((name) => [name, textOf(row, name).trim()])),
      outputs: [...row.matchAll(/<JG><XMC>(\w+)<\/XMC><XMZ>([^<]*)<\/XMZ><\/JG>/g)]
        .map(([, name, value = '']) => `${name}=${value.trim()}`)
        .join(' '),
    }));
  const ask = async (transaction: string, number: string, body: string, falsified: Falsified = {}) => {
    const { status, code, text } = await node.ask(transaction, number, body, { time: now, ...falsified });
    return { status, code, text, rows: rowsOf(text) };
  };

  return {
    get hub() {
      return hub;
    },
    get node() {
      return node;
    },
    get listener() {
      return listener;
    },
    get desk() {
      return desk;
    },
    get now() {
      return now;
    },
    pass: (ms: number) => {
      now += ms;
    },
    holders,
    ask,
    async submit(order: NodeOrder = {}) {
      const { key, number, body } = bodyOf(order);
      return { key, ...(await ask(order.isUndo ? 'GJJB03' : 'GJJB01', number, body, order.falsified)) };
    },
    query: (key: string) => ask('GJJB02', '', `<YWBH>${key}</YWBH>`),
    /** Lines of all files that the listener has taken, about a key. */
    toldOf: (key: string) =>
      listener.taken.flatMap(({ sequence, text }) => {
        const packed = Buffer.from(textOf(text, 'PCWJ'), 'hex');
        const lines = new TextDecoder('gb18030').decode(inflateSync(packed)).split('\n').slice(1);
        return lines
          .filter((line) => line.includes(key))
          .map((line) => ({ sequence, cells: line.split('|').map((cell) => cell.trim()) }));
      }),
  };
}
