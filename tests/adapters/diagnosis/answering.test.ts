import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connectDiagnosis } from '../../../adapters/connect.ts';
import type { Place } from '../../../adapters/Place.ts';
import type { Finding } from '../../../adapters/transport/diagnosis/Finding.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import { localCertificate } from '../../support/localCertificate.ts';
import { diagnosisResources } from './support/diagnosisResources.ts';
import { failuresIn } from './support/failuresIn.ts';

const SYSTEMS = [
  'public-security/430000',
  'social-insurance/430000',
  'social-insurance/440000',
  'housing-fund/430700',
] as const;
type SystemId = (typeof SYSTEMS)[number];

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ systems: ({ id }) => SYSTEMS.some((wanted) => wanted === id) });
});
afterEach(async () => {
  await fetch(`${sandbox.adminUrl}/faults`, { method: 'DELETE' });
});
afterAll(() => sandbox?.close());

function placeOf(id: SystemId): Place {
  const system = sandbox.systems.find((running) => running.id === id);
  if (system === undefined) throw new RangeError(`${id} was not started`);
  const { jurisdiction, dialect, url, options } = system;
  return { jurisdiction: parseDivisionCode(jurisdiction), dialect, url, options };
}

async function diagnose(
  id: SystemId,
  { changes = {}, now = Date.now }: { readonly changes?: Partial<Place>; readonly now?: () => number } = {},
): Promise<readonly Finding[]> {
  const [department] = id.split('/') as ['public-security' | 'social-insurance' | 'housing-fund'];
  const place = { ...placeOf(id), ...changes };
  const connected = connectDiagnosis[department](place, { ...diagnosisResources, now });
  expect(connected.sends).toBe(false);
  return connected.run(AbortSignal.timeout(30_000));
}

async function setFault(id: SystemId, fault: object): Promise<void> {
  const path = `${sandbox.adminUrl}/systems/${id}/fault`;
  const answer = await fetch(path, { method: 'PUT', body: JSON.stringify(fault) });
  expect(answer.status).toBe(200);
}

describe.each(SYSTEMS)('%s', (id) => {
  it('has nothing to complain of when it is well', async () => {
    const findings = await diagnose(id);

    expect(findings.map(({ check, outcome }) => `${check} ${outcome}`)).toEqual([
      'DNS NOTED',
      'TCP PASSED',
      'TLS NOTED',
      'clock PASSED',
      'sign-in PASSED',
      'charset PASSED',
      'sample query PASSED',
      'release NOTED',
    ]);
  });

  it.each([
    ['refuse', 'TCP', /ECONNREFUSED$/],
    ['error', 'sample query', /failed internally/],
    ['garbage', 'charset', /a sequence that is not/],
    ['wrong-charset', 'charset', /at byte \d+$/],
    ['truncated', 'sample query', /JSON|XML/],
    ['html', 'sample query', /a page in place of/],
    ['empty', 'sample query', /empty answer/],
    ['deep', 'sample query', /deeper than 64 levels/],
    [
      'maintenance',
      'sample query',
      /^the system is under maintenance \(its code \d+\): this says nothing about your/,
    ],
  ])('shows the one line that fails: %s', async (kind, check, found) => {
    await setFault(id, { kind });

    expect(failuresIn(await diagnose(id))).toEqual([
      { check, found: expect.stringMatching(found), next: expect.stringMatching(/^.{10,}$/) },
    ]);
  });

  it('tells a clock that is too far from ours from everything else', async () => {
    const now = () => Date.now() + 20 * 60_000;

    expect(failuresIn(await diagnose(id, { now }))).toMatchObject([{ check: 'clock' }]);
  });

  it('flags a clock that differs, and goes on', async () => {
    const findings = await diagnose(id, { now: () => Date.now() + 45_000 });

    expect(failuresIn(findings)).toEqual([]);
    expect(findings.find(({ check }) => check === 'clock')).toMatchObject({
      outcome: 'NOTED',
      found: expect.stringMatching(
        /^4[56] s behind ours by its Date header; the system refuses beyond \d+ s$/,
      ),
      next: 'let this machine and the system keep time by the same NTP service',
    });
  });
});

it.each([
  [
    'public-security/430000',
    'secret',
    'another-secret-of-ours',
    /does not accept our signature \(its code 301\)$/,
  ],
  ['public-security/430000', 'requesterId', 'nobody', /does not know us \(its code 304\)$/],
  ['social-insurance/430000', 'password', 'another', /does not accept our digest|does not know us/],
  ['social-insurance/440000', 'appCode', 'nobody', /does not know us \(its code 4002\)$/],
  [
    'social-insurance/440000',
    'appSecret',
    'another',
    /does not accept our signature \(its code 4003\)|cannot decipher/,
  ],
  [
    'housing-fund/430700',
    'appSecret',
    'another-secret-of-ours',
    /does not accept our signature \(its code 1001\)$/,
  ],
  ['housing-fund/430700', 'appId', 'nobody', /does not know us \(its code 1003\)$/],
] as const)('blames the sign-in alone for a wrong option: %s, %s', async (id, option, value, found) => {
  const options = { ...placeOf(id).options, [option]: value };

  const failures = failuresIn(await diagnose(id, { changes: { options } }));

  expect(failures).toMatchObject([{ check: 'sign-in', found: expect.stringMatching(found) }]);
  expect(JSON.stringify(failures)).not.toContain(value);
});

it('says what becomes of rare characters at a site that cannot write them', async () => {
  const options = { ...placeOf('social-insurance/430000').options, rareCharacters: 'question' };

  const findings = await diagnose('social-insurance/430000', { changes: { options } });

  expect(findings.find(({ check }) => check === 'charset')).toMatchObject({
    outcome: 'NOTED',
    found: expect.stringMatching(/^this site writes \? for every character outside GBK/),
  });
});

it('says that a system hangs', async () => {
  await setFault('housing-fund/430700', { kind: 'hang' });

  expect(failuresIn(await diagnose('housing-fund/430700'))).toMatchObject([
    { check: 'sample query', found: 'no answer within 8 s' },
  ]);
});

it('says when a maintenance ends', async () => {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await setFault('housing-fund/430700', { kind: 'maintenance', until });

  const [failure] = failuresIn(await diagnose('housing-fund/430700'));

  const [, told = ''] = /until (\S+) by its own word/.exec(failure?.found ?? '') ?? [];
  expect(Math.abs(Date.parse(told) - Date.parse(until))).toBeLessThan(3_000);
});

it('names a host that does not exist, and tries nothing further', async () => {
  const findings = await diagnose('housing-fund/430700', { changes: { url: 'http://centre.invalid:8080' } });

  expect(findings.map(({ check, outcome }) => `${check} ${outcome}`)).toEqual([
    'DNS FAILED',
    'clock NOTED',
    'sign-in NOTED',
    'charset PASSED',
    'sample query NOTED',
  ]);
});

it('says that a certificate is not trusted, and until when it is valid', async () => {
  const server = createTlsServer(localCertificate, (socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;

  const findings = await diagnose('housing-fund/430700', {
    changes: { url: `https://localhost:${port}/gjj` },
  });

  expect(failuresIn(findings)).toMatchObject([
    {
      check: 'TLS',
      found: expect.stringMatching(
        /^TLSv1\.3, certificate valid until 2126-\d\d-\d\d, \d{5} days left; not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/,
      ),
    },
  ]);
});

it('says that a port does not speak TLS', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;

  const findings = await diagnose('housing-fund/430700', { changes: { url: `https://127.0.0.1:${port}` } });

  expect(failuresIn(findings)).toMatchObject([
    { check: 'TLS', found: expect.stringMatching(/^no TLS session: /) },
  ]);
});
