import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { collaborationBus } from '../../../sandbox/dialects/collaboration-bus/collaborationBus.ts';
import type { SiteOptions } from '../../../sandbox/SiteSeed.ts';
import { busRequest, documentIn } from '../support/busEnvelope.ts';
import { createExampleWorld } from '../support/createExampleWorld.ts';

const whole = readFileSync(new URL('../../../docs/dialects/collaboration-bus.md', import.meta.url), 'utf8');
const section = whole.slice(whole.indexOf('### 13.8'));
const [application = '', feedback = ''] = Array.from(
  section.matchAll(/^<\?xml version="1.0" encoding="UTF-8"\?><package>.*<\/package>$/gm),
  ([document]) => document,
);
const measured = (bytes: Buffer) => [bytes.length, createHash('sha256').update(bytes).digest('hex')];

let now = Date.parse('2026-11-22T02:30:01Z');
const options = {
  registrationCode: 'demo-code-not-for-use',
  callbackCode: 'demo-callback-not-for-use',
  unitCode: '990000000001',
  unitName: '通办接入网关',
  busUnitCode: '990310000000',
  busUnitName: '示例协同总线',
  callbackPath: '/example',
  recordLimit: 20,
};

/** A bus that writes UTF-8, escaped and without references or paddings. */
function startExample(site: SiteOptions) {
  const running = {
    department: 'public-security',
    jurisdiction: '340000',
    options: site,
    world: createExampleWorld(),
    clock: () => now,
    randomBytes: Buffer.alloc,
    derive: (_label: string, length: number) => Buffer.alloc(length),
  };
  const desk = collaborationBus.createDesk?.(running) ?? null;
  const system = collaborationBus.createSystem(desk === null ? running : { ...running, desk });
  const call = Buffer.from(busRequest('demo-code-not-for-use', application));
  const request = { method: 'POST', path: '/xtzx/service', headers: {}, body: call };
  const ask = () => system(request, running.world, { kind: 'none' });
  return { desk, call, ask, world: running.world };
}

it('the worked example of handling holds: call, ack and feedback are those bytes', () => {
  const { desk, call, ask, world } = startExample({ ...options, handling: 'offered' });
  desk?.switches.set('move-out', { kind: 'pend', times: null });
  const { body, pushes } = ask();
  now = Date.parse('2026-11-24T00:55:12Z');
  const [entry] = desk?.decide('TB20261122000023S2', { outcome: 'done' }) ?? [];
  now = Date.parse('2026-11-24T01:00:00Z');
  const [push] = entry === undefined || desk === null ? [] : desk.tell(entry);
  const sent = documentIn(String(push?.write(world, { kind: 'none' })?.body));
  // The example's bus is another one, has been busy before, and has more to say.
  const here = feedback
    .replace('XT2026112400000861', '0'.repeat(32))
    .replace('51010020261124000033', '34000020261122000001')
    .replace('QY510100261124000005', 'QY340000261122000000')
    .replace(/<RECORD no="2".*<\/RECORD>/, '');

  expect(measured(Buffer.from(application))).toEqual([
    806,
    'f1d96c62a5838f862dc93b16dc15af2a5329fc79be4aab9fc7548d1cd6f1194c',
  ]);
  expect(measured(call)).toEqual([1500, 'df9da5fbd68471f986d223a37ea95e9bfac391f83e9efdaa7713b6db82d5dbe6']);
  expect(measured(body)).toEqual([799, '07387e08d6781f7a5df4c773dad99165f4a21ce3a4887903d67f29550d37588f']);
  expect(pushes).toEqual([]);
  expect(sent).toBe(here);
});

it('a bus that does not offer handling answers it with -6', () => {
  const { desk, ask } = startExample(options);

  expect(desk).toBeNull();
  expect(documentIn(ask().body.toString())).toContain('<FHM>-6</FHM>');
});
