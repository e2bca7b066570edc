import { expect, it } from 'vitest';
import { busAck, busCall, busDocument, cardOf } from './busWords.ts';
import { person } from './holders.ts';
import { OPTIONS, startBus } from './startBus.ts';

const wu = person(1, '吴试一');
const NOTICE = {
  operation: '0109',
  collaborationNumber: `990310000000${'0'.repeat(16)}`,
  messageNumber: 'XT1',
};
const document = busDocument(NOTICE, cardOf(wu, { kind: 'notice' }));
const call = busCall(document);
const XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>';
const LAUGHS = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, index) => `<!ENTITY ${'bcdefghij'[index]} "${`&${'abcdefghi'[index]};`.repeat(10)}">`).join('')}]>`;

const quietBus = () => startBus(({ body }) => busAck(body));

it.each<readonly [string, string | Buffer, string]>([
  ['nothing', '', '-2'],
  ['no XML', 'hello', '-2'],
  ['a page', '<html><body>1</body></html>', '-2'],
  ['JSON', '{"deliver":{}}', '-2'],
  ['another operation', call.replaceAll('xt:deliver', 'xt:destroy'), '-2'],
  ['two operations', call.replace('</soapenv:Body>', '<deliver/></soapenv:Body>'), '-2'],
  ['no code', call.replace(/<zcm>.*<\/zcm>/, ''), '-2'],
  ['elements in the string', call.replaceAll('&lt;', '<').replaceAll('&gt;', '>'), '-2'],
  [
    'GBK',
    Buffer.from([...Buffer.from(call.slice(0, 300)), 0xce, 0xe2, ...Buffer.from(call.slice(300))]),
    '-2',
  ],
  ['UTF-16', Buffer.from(call, 'utf16le'), '-2'],
  ['a control character', call.replace('XT1', 'XT\u0001'), '-2'],
  ['half a call', call.slice(0, -30), '-2'],
  ['an external entity', call.replace('\n', `${XXE}\n`).replace('XT1', '&e;'), '-2'],
  ['an external entity inside', busCall(`${XXE}${document.replace('XT1', '&e;')}`), '-2'],
  ['a billion laughs', call.replace('\n', `${LAUGHS}\n`).replace('XT1', '&j;'), '-2'],
  ['a billion laughs inside', busCall(`${LAUGHS}${document.replace('XT1', '&j;')}`), '-2'],
  ['a stylesheet', call.replace('\n', '<?xml-stylesheet href="http://127.0.0.1:9/"?>'), '-2'],
  ['depth', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`, '-2'],
  ['depth of our code', `<zcm>${OPTIONS.callbackCode}</zcm>${'<a>'.repeat(100_000)}`, '-2'],
  ['a long call of a stranger', '<a>'.repeat(1_000_000), '-1'],
  [
    'a stranger whose XML takes seconds',
    `<a ${Array.from({ length: 350_000 }, (_, at) => `a${at}="1"`).join(' ')}/>`,
    '-1',
  ],
  [
    'depth inside',
    busCall(document.replace('<data>', `<data>${'<a>'.repeat(1_000)}${'</a>'.repeat(1_000)}`)),
    '-2',
  ],
  [
    'many attributes',
    call.replace('<bw>', `<bw ${Array.from({ length: 20_000 }, (_, at) => `a${at}="1"`).join(' ')}>`),
    '2',
  ],
  ['a prototype', call.replace('<zcm>', '<__proto__><zcm>1</zcm></__proto__><constructor/><zcm>'), '-2'],
  ['a prototype inside', busCall(document.replace('<data>', '<data><__proto__><RECORD/></__proto__>')), '-2'],
  ['another code', busCall(document, 'some-other-code-not-for-use'), '-1'],
  ['an empty code', busCall(document, ''), '-1'],
  ['our own code', busCall(document, OPTIONS.registrationCode), '-1'],
  ['another code, and too long', busCall(`<X>${'a'.repeat(1024 * 1024)}</X>`, 'some-other-code'), '-1'],
])('%s', async (_what, body, code) => {
  await using bus = await quietBus();
  const startedAt = performance.now();

  const { status, text } = await bus.call(body);

  expect(performance.now() - startedAt).toBeLessThan(4_000);
  expect({ status, code: /FHM&gt;(-?\d+)&lt;/.exec(text)?.[1] ?? text.split('|')[0] }).toEqual({
    status: 200,
    code,
  });
  expect(bus.store.taken).toHaveLength(code === '2' ? 1 : 0);
  expect(JSON.stringify([text, bus.faults])).not.toMatch(
    /109901|吴试一|root:|node_modules|\bat \w+ \(|demo-/,
  );
  expect(bus.faults.map(({ kind }) => kind)).toEqual(code === '2' ? [] : ['refused package']);
});

it('what strangers send is not kept, and a damaged call of the bus is, once', async () => {
  await using bus = await quietBus();

  await bus.call('hello');
  await bus.call(busCall('hello', 'some-other-code-not-for-use'));
  await bus.call(call.slice(0, -30));
  await bus.call(call.slice(0, -30));

  expect(bus.store.quarantined).toEqual([
    {
      id: null,
      body: Buffer.from(call.slice(0, -30)),
      reason: expect.stringMatching(/^-2: 310000 sent XML that is cut off/),
    },
  ]);
  expect(bus.faults).toHaveLength(3);
});

it('materials count in no limit of the document', async () => {
  await using bus = await quietBus();
  const photo = `<RECORD no="2" kind="material"><SSNO>1</SSNO><CLNR>${'QUJD'.repeat(400_000)}</CLNR></RECORD>`;

  const { text } = await bus.call(busCall(busDocument(NOTICE, cardOf(wu, { kind: 'notice' }), photo)));

  expect(text).toContain('&lt;FHM&gt;2&lt;/FHM&gt;');
});

it.each<readonly [string, RequestInit & { readonly path?: string }, number]>([
  ['another path', { path: '/bus/320000' }, 404],
  ['the path and more', { path: '/bus/310000?x=1' }, 404],
  ['another method', { method: 'PUT' }, 405],
  ['no body', { method: 'GET', body: null }, 405],
  ['a body above the limit', { body: 'a'.repeat(4 * 1024 * 1024 + 1) }, 413],
])('%s', async (_what, { path, ...init }, status) => {
  await using bus = await quietBus();

  const response = await fetch(new URL(path ?? bus.url, bus.url), { method: 'POST', body: call, ...init });

  expect({ status: response.status, text: await response.text() }).toEqual({ status, text: '' });
  expect(bus.store.taken).toEqual([]);
});
