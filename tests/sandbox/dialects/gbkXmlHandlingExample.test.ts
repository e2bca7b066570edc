import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { gbkXml } from '../../../sandbox/dialects/gbk-xml/gbkXml.ts';
import { createExampleWorld } from '../support/createExampleWorld.ts';

const text = readFileSync(new URL('../../../docs/dialects/gbk-xml.md', import.meta.url), 'utf8');
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

function request(transaction: string, sjc: string, lsh: string, body: string, zy: string): Buffer {
  const head =
    `<jydm>${transaction}</jydm><jgdm>430000</jgdm><user>tongban_cx</user><pwd>BB3B95BA5FB78A07A489BD65875D98C7</pwd>` +
    `<sjc>${sjc}</sjc><lsh>${lsh}</lsh><zy>${zy}</zy>`;
  return iconv.encode(
    `<?xml version="1.0" encoding="GBK"?>\n<request><head>${head}</head>${body}</request>`,
    'gb18030',
  );
}

it('the worked example of handling holds: the calls are those bytes, and are answered with those', () => {
  let now = Date.parse('2026-01-05T09:30:01+08:00');
  const site = {
    department: 'social-insurance',
    jurisdiction: '430000',
    options: {
      agencyCode: '430000',
      user: 'tongban_cx',
      password: 'Px7!example',
      digest: 'MD5',
      rareCharacters: 'question',
      padding: 'none',
      handling: 'offered',
    },
    world: createExampleWorld(),
    clock: () => now,
    randomBytes: Buffer.alloc,
    derive: (_label: string, length: number) => Buffer.alloc(length),
  };
  const desk = gbkXml.createDesk?.(site);
  if (desk === null || desk === undefined) throw new Error('no desk');
  desk.switches.set('freeze-pension-account', { kind: 'pend', times: null });
  const system = gbkXml.createSystem({ ...site, desk });
  const answerTo = (body: Buffer): Buffer =>
    system({ method: 'POST', path: '/sbjk/service', headers: {}, body }, site.world, { kind: 'none' }).body;
  const [orderBody = ''] = /^<body><ywbh>.*<\/body>$/m.exec(text) ?? [];
  const order = request(
    'SBJY11',
    '20260105093000',
    '430000202601050930000011',
    orderBody,
    '1C0407F72CFD04F05A1D47C38231B211',
  );
  const query = request(
    'SBJY12',
    '20260107110000',
    '430000202601071100000012',
    '<body><ywbh>TB20260105000017S3</ywbh></body>',
    '50288A5C1EB65AD0AE1BA0F40E0C8215',
  );
  // The example's system has been busy before.
  for (let nth = 1; nth < 33; nth++) {
    const party = { role: '1', number: '109901199003070011', name: 'A&B·丙' };
    desk.take({
      businessKey: `TB2026010500${String(nth).padStart(4, '0')}`,
      collaborationNumber: 'TB20260105000001',
      action: 'register-unemployment',
      code: 'SY01',
      item: 'x',
      accepting: '430000',
      owning: '430000',
      applicant: party,
      parties: [party],
      fields: {},
      content: '',
    });
  }
  const first = answerTo(order);
  now = Date.parse('2026-01-06T16:15:00+08:00');
  desk.decide('TB20260105000017S3', { outcome: 'done' });
  now = Date.parse('2026-01-07T11:00:01+08:00');
  const second = answerTo(query);

  expect([order, first, query, second].map((bytes) => [bytes.length, sha256(bytes)])).toEqual([
    [585, '761fef7884c9ac316a6e764368caffabae7ef9bc0cc6d5686534ed88f46b5a63'],
    [502, '76e67a89a699782a6ae1aa77fdc897df72f89dfa9e581edaf88ce99781326caa'],
    [318, '40af7c267266583864c8a03b95a943c27bf70d6728f2e09f10342c55d23469f9'],
    [546, 'd3e0d94e50e3e55903f53767b3e4da88ffd37f1672d72e05c752f625e3dd797c'],
  ]);
});
