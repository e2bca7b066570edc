import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { connectDiagnosis } from '../../../adapters/connect.ts';
import type { Place } from '../../../adapters/Place.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { theWorld } from '../../contract/support/theWorld.ts';
import { type RunningBus, startBus } from '../../sandbox/support/startBus.ts';
import { type Hub, startHub } from '../../sandbox/support/startHub.ts';
import { diagnosisResources } from './support/diagnosisResources.ts';
import { failuresIn } from './support/failuresIn.ts';

/** The bus of the tests lives in its own time. */
const BUS_NOW = Date.parse('2026-11-22T02:30:00Z');

async function listen() {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

describe('collaboration bus', () => {
  let bus: RunningBus;
  beforeAll(async () => {
    bus = await startBus('430000', theWorld, (failure) => {
      throw failure;
    });
  });
  beforeEach(async () => {
    await bus.admin('DELETE', 'fault');
  });
  afterAll(() => bus?.close());

  async function diagnose(changes: Partial<Place> = {}) {
    const place = {
      jurisdiction: parseDivisionCode('430000'),
      dialect: 'collaboration-bus',
      url: bus.url,
      options: bus.options,
      inbound: await listen(),
      ...changes,
    };
    const resources = { ...diagnosisResources, now: () => BUS_NOW, hasStore: true };
    const connected = connectDiagnosis['public-security'](place, resources);
    expect(connected.sends).toBe(true);
    return connected.run(AbortSignal.timeout(30_000));
  }

  it('is accepted, tells its release and clock, and is asked for nothing', async () => {
    const findings = await diagnose();

    expect(failuresIn(findings)).toEqual([]);
    expect(findings).toContainEqual({
      check: 'release',
      outcome: 'PASSED',
      found: 'speaks release 1.1 (版本号 of its ack)',
    });
    expect(findings).toContainEqual({
      check: 'clock',
      outcome: 'PASSED',
      found: 'agrees with ours by its 发送时间 of its ack',
    });
    expect((await bus.admin('GET', '/systems')).answer).toMatchObject([{ counters: { persons: 0 } }]);
    expect((await bus.admin('GET', 'callback')).answer).toMatchObject({ waiting: 0, settled: 0 });
  });

  it.each([
    ['registrationCode', 'x'.repeat(32), '430000 does not accept our registration code (its code -1)'],
    ['unitCode', '990000000009', '430000 does not know us (its code -4)'],
    ['busUnitCode', '990000000009', '430000 is not the unit that we wrote to (its code -5)'],
  ])('blames the sign-in alone for a wrong %s', async (option, value, found) => {
    const options = { ...bus.options, [option]: value };

    expect(failuresIn(await diagnose({ options }))).toMatchObject([{ check: 'sign-in', found }]);
  });

  it.each([
    ['refuse', 'TCP'],
    ['wrong-charset', 'charset'],
    ['html', 'sample query'],
    ['empty', 'sample query'],
  ])('shows the one line that fails: %s', async (kind, check) => {
    await bus.admin('PUT', 'fault', { kind });

    expect(failuresIn(await diagnose())).toMatchObject([{ check }]);
  });

  it('says that nobody listens for its calls', async () => {
    const findings = await diagnose({ inbound: { host: '127.0.0.1', port: 1 } });

    expect(failuresIn(findings)).toEqual([
      {
        check: 'listener',
        found: 'nothing listens on 127.0.0.1:1',
        next: 'start the server of this place: npx tongban subgraph NAME --config FILE',
      },
    ]);
  });

  it('cannot be used without an address to listen on, or a database', () => {
    const place = {
      jurisdiction: parseDivisionCode('430000'),
      dialect: 'collaboration-bus',
      url: bus.url,
      options: bus.options,
    };
    const connect = connectDiagnosis['public-security'];

    expect(() => connect(place, { ...diagnosisResources, hasStore: true })).toThrow(
      'place 430000: inbound: host and port are needed for a bus to call us',
    );
    expect(() => connect(place, diagnosisResources)).toThrow(
      'place 430000: databaseUrl and storeKey are missing',
    );
  });
});

describe('settlement node', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await startHub({ world: theWorld });
  });
  beforeEach(async () => {
    await hub.govern('DELETE', 'fault');
  });
  afterAll(() => hub?.close());

  async function diagnose(changes: Partial<Place> = {}, now = () => Date.now()) {
    const place = {
      jurisdiction: parseDivisionCode('330000'),
      dialect: 'settlement-node',
      url: hub.url,
      options: hub.options,
      ...changes,
    };
    const connected = connectDiagnosis['housing-fund'](place, { ...diagnosisResources, now, hasStore: true });
    expect(connected.sends).toBe(true);
    return connected.run(AbortSignal.timeout(30_000));
  }

  it('lets us sign in and answers about nobody', async () => {
    const findings = await diagnose();

    expect(findings.map(({ check, outcome }) => `${check} ${outcome}`)).toEqual([
      'DNS NOTED',
      'TCP PASSED',
      'TLS NOTED',
      'clock NOTED',
      'sign-in PASSED',
      'charset PASSED',
      'sample query PASSED',
      'release NOTED',
      'listener NOTED',
    ]);
  });

  it.each([
    ['password', 'another-password', '330000 does not accept our sign-in (its code 1002)'],
    ['operator', 'nobody', '330000 does not know our unit or operator (its code 1004)'],
    ['nodeKey', '0'.repeat(32), '330000 has another node key than we'],
  ])('blames the sign-in alone for a wrong %s', async (option, value, found) => {
    const options = { ...hub.options, [option]: value };

    expect(failuresIn(await diagnose({ options }))).toMatchObject([{ check: 'sign-in', found }]);
  });

  it('says what a hub means that closes without a word', async () => {
    const options = { ...hub.options, nodeNumber: '999999' };

    expect(failuresIn(await diagnose({ options }))).toMatchObject([
      { check: 'sample query', next: expect.stringContaining('check nodeNumber') },
    ]);
  });

  it.each([
    ['refuse', 'TCP'],
    ['maintenance', 'sample query'],
    ['error', 'sample query'],
  ])('shows the one line that fails: %s', async (kind, check) => {
    await hub.govern('PUT', 'fault', { kind });

    expect(failuresIn(await diagnose())).toMatchObject([{ check }]);
  });

  it('tells a clock that is too far from ours from everything else', async () => {
    const findings = await diagnose({}, () => Date.now() + 20 * 60_000);

    expect(failuresIn(findings)).toMatchObject([{ check: 'clock' }]);
  });
});
