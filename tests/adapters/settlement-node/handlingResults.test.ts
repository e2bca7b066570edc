import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { PayloadCipher } from '../../../adapters/housing-fund/settlement-node/PayloadCipher.ts';
import { packFile } from '../../../adapters/housing-fund/settlement-node/packFile.ts';
import { readFrame } from '../../../adapters/housing-fund/settlement-node/readFrame.ts';
import { writeFrame } from '../../../adapters/housing-fund/settlement-node/writeFrame.ts';
import { encodeGb18030 } from '../../../adapters/transport/encodeGb18030.ts';
import { lin } from '../steps/stepRequest.ts';
import type { MemoryStore } from '../support/createMemoryStore.ts';
import {
  asked,
  DONE,
  type Entry,
  entryOf,
  IN_WORK,
  jurisdiction,
  KEY,
  row,
  startPlace,
  word,
} from './handling.ts';
import { NODE_KEY } from './startSessionHub.ts';

describe('results of steps in a file of the hub', () => {
  const cipher = () => new PayloadCipher({ mode: 'ECB', key: NODE_KEY, jurisdiction });
  const line = (ordinal: number, entry: Entry = {}) => {
    const { columns, outputs } = entryOf(entry);
    return [String(ordinal).padStart(8, '0'), ...Object.values(columns), ...outputs.flat()].join('|');
  };
  async function tell(
    port: number,
    {
      lines,
      serial = '378000000003',
      at = '20261122103000',
      count = String(lines.length),
      file = packFile(lines),
    }: {
      readonly lines: readonly string[];
      readonly serial?: string;
      readonly at?: string;
      readonly count?: string;
      readonly file?: string;
    },
  ): Promise<string | undefined> {
    const head = `<fsrq>20261122</fsrq><fssj>103000</fssj><fslsh>${serial}</fslsh><dwbh></dwbh><jdh>900001</jdh><jym>GJJT02</jym><jsjdh>004301</jsjdh><khh></khh><czy>SYSTEM</czy>`;
    const body = `<JGMC>中心</JGMC><SJSJ>${at}</SJSJ><PCBS>${count}</PCBS><PCWJ>${file}</PCWJ>`;
    const xml = `<?xml version="1.0" encoding="GBK"?><msg><inhead>${head}</inhead><body>${body}</body></msg>`;
    const socket = connect({ host: '127.0.0.1', port });
    socket.write(
      writeFrame({ node: '004301', isPlain: false, payload: cipher().encrypt(encodeGb18030(xml)) }),
    );
    const answer = await buffer(socket);
    if (answer.byteLength === 0) return undefined;
    const plain = new TextDecoder('gb18030').decode(cipher().decrypt(readFrame(answer).payload));
    return /<zt>(\d)<\/zt><fhm>(\d+)</.exec(plain)?.slice(1).join(' ');
  }
  const inWork = () => startPlace(() => word('2', '0001', [row(IN_WORK)]));
  const told = ({ store }: { readonly store: MemoryStore }) =>
    store.stepAnswers.map(({ businessKey, result, isTakenBack }) => [businessKey, result, isTakenBack]);

  it('count line by line, once, though they come before the answer and twice at a time', async () => {
    let listenerPort = 0;
    const place = await startPlace(async () => {
      expect(await tell(listenerPort, { lines: [line(1)] })).toBe('0 0000');
      return word('2', '0001', [row(IN_WORK)]);
    });
    listenerPort = place.listenerPort;
    expect(await place.submit()).toEqual({ outcome: 'PENDING' });
    const again = await Promise.all([1, 2].map(() => tell(listenerPort, { lines: [line(1)] })));

    expect(again).toEqual(['0 0000', '0 0000']);
    expect(told(place)).toEqual([[KEY, DONE, undefined]]);
    expect(place.store.stepAnswers[0]?.messageId).toBe('20261122-378000000003 1');
  });

  it('may say any state, and have a bar in a name as another character', async () => {
    const place = await inWork();
    const bar = { ...lin, name: '甲|乙' };
    await place.submit({ ...asked, parties: [{ role: 'APPLICANT', identity: bar }] }).catch(() => null);
    const lines = [
      line(1, { XINGMING: '甲｜乙', ...IN_WORK }),
      line(2, { XINGMING: '甲｜乙', BLZT: '30', JJDM: '5002', JJYY: '甲｜乙', outputs: [] }),
      line(3, { XINGMING: '甲｜乙', BLZT: '40', outputs: [] }),
      `${line(4, { XINGMING: '甲｜乙' })}|新列`,
    ];
    expect(await tell(place.listenerPort, { lines })).toBe('0 0000');

    expect(told(place)).toEqual([
      [KEY, { outcome: 'PENDING' }, undefined],
      [KEY, { outcome: 'REFUSED', code: '5002', reason: '甲｜乙' }, undefined],
      [KEY, { outcome: 'REFUSED', code: '40', reason: '已冲正' }, true],
      [KEY, DONE, undefined],
    ]);
    expect(place.faults).toEqual([]);
  });

  it('that are wrong say nothing, a person is told, and the other lines count', async () => {
    const place = await inWork();
    await place.submit();
    place.store.strangeSteps.add('TB20261122000099S2');
    const lines = [
      line(1, { XINGMING: '林大满' }),
      line(2, { ZJHM: '109909199003070028' }),
      line(3, { XTBH: 'TB20261122000018' }),
      line(4, { YWDM: 'TQZ' }),
      line(5, { BLFX: '2' }),
      line(6, { outputs: [] }),
      line(7, { JGS: '3' }),
      line(8, { BLZT: '77' }),
      line(8),
      line(10, { BLZT: '30', outputs: [] }),
      line(11, { YWBH: 'TB20261122000099S2' }),
      line(12),
    ];
    expect(await tell(place.listenerPort, { lines })).toBe('0 0000');

    expect(told(place)).toEqual([
      // Kept, should the key come to be known.
      ['TB20261122000099S2', DONE, undefined],
      [KEY, DONE, undefined],
    ]);
    expect(place.faults).toHaveLength(10);
    expect(place.faults.join()).not.toMatch(/林|\d{17}[\dX]/);
  });

  it('are acknowledged as no file where they are none, and unused where they are from the future', async () => {
    const place = await inWork();
    await place.submit();
    const { listenerPort } = place;
    const lines = [line(1)];
    const answers = [
      await tell(listenerPort, { lines, file: 'XY' }),
      await tell(listenerPort, { lines, file: '00' }),
      await tell(listenerPort, { lines, file: '' }),
      await tell(listenerPort, { lines, count: '2' }),
      await tell(listenerPort, { lines, count: '' }),
      await tell(listenerPort, { lines: [] }),
      await tell(listenerPort, { lines, serial: '378000000004', at: '20261124103001' }),
    ];

    expect(answers).toEqual(['1 2006', '1 2006', '1 2006', '1 2006', '1 2006', '1 2006', '0 0000']);
    expect(told(place)).toEqual([]);
    expect(await tell(listenerPort, { lines })).toBe('0 0000');
    expect(told(place)).toEqual([[KEY, DONE, undefined]]);
  });

  it('are not acknowledged before they are stored, nor known where handling is not offered', async () => {
    const place = await inWork();
    await place.submit();
    place.store.setAway(true);
    expect(await tell(place.listenerPort, { lines: [line(1)] })).toBeUndefined();
    place.store.setAway(false);
    expect(await tell(place.listenerPort, { lines: [line(1)] })).toBe('0 0000');
    expect(told(place)).toEqual([[KEY, DONE, undefined]]);
    // The same number with other content: kept, and nothing of it counts.
    expect(await tell(place.listenerPort, { lines: [line(1, { BLZT: '40', outputs: [] })] })).toBe('0 0000');
    expect(told(place)).toHaveLength(1);
  });
});
