import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { collaborationBus } from '../../../sandbox/dialects/collaboration-bus/collaborationBus.ts';
import { busRequest, documentIn } from '../support/busEnvelope.ts';
import { goldenWorld } from '../support/goldenWorld.ts';

const whole = readFileSync(new URL('../../../docs/dialects/collaboration-bus.md', import.meta.url), 'utf8');
const text = whole.slice(0, whole.indexOf('## 12.'));
const measured = (bytes: Buffer) => [bytes.length, createHash('sha256').update(bytes).digest('hex')];

it('the worked example holds: our call is those bytes, and the bus acknowledges it with those', () => {
  const [application = '', ack = ''] = Array.from(
    text.matchAll(/^<\?xml version="1.0" encoding="UTF-8"\?><package>.*<\/package>$/gm),
    ([document]) => document,
  );
  const call = Buffer.from(busRequest('demo-code-not-for-use', application));
  const site = {
    department: 'public-security',
    // A place that writes UTF-8, escaped and without references.
    jurisdiction: '610000',
    options: {
      registrationCode: 'demo-code-not-for-use',
      callbackCode: 'demo-callback-not-for-use',
      unitCode: '990000000001',
      unitName: '通办接入网关',
      busUnitCode: '990310000000',
      busUnitName: '示例协同总线',
      callbackPath: '/example',
      recordLimit: 20,
    },
    world: goldenWorld(0),
    clock: () => Date.parse('2026-11-22T02:30:01Z'),
    randomBytes: (length: number) => Buffer.alloc(length),
    derive: (_label: string, length: number) => Buffer.alloc(length),
  };
  const request = { method: 'POST', path: '/xtzx/service', headers: {}, body: call };
  const { body } = collaborationBus.createSystem(site)(request, site.world, { kind: 'none' });

  const figures = Array.from(text.matchAll(/(\d+) bytes[^.`]*`([0-9a-f]{64})`/g), ([, length, hash]) => [
    Number(length),
    hash,
  ]);
  expect(documentIn(body.toString())).toBe(ack);
  expect(figures).toEqual([Buffer.from(application), call, Buffer.from(ack), body].map(measured));
});
