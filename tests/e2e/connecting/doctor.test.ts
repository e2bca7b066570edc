import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createServer } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type BorrowedStack, borrowStack } from '../../support/borrowStack.ts';
import { giveBackAfterAll } from '../../support/giveBackAfterAll.ts';
import { localCertificate } from '../../support/localCertificate.ts';

const PROGRAM = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

let stack: BorrowedStack;
let folder: string;

giveBackAfterAll(() => stack);
beforeAll(async () => {
  stack = await borrowStack();
  folder = await mkdtemp(join(tmpdir(), 'tongban-doctor-'));
});
afterEach(() => stack.clearFaults());
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function doctor(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [PROGRAM, 'doctor', ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, stdout, stderr };
}

interface SandboxPlace {
  readonly department: string;
  readonly jurisdiction: string;
  readonly dialect: string;
  readonly url: string;
  readonly options: Readonly<Record<string, unknown>>;
}

async function placeOf(department: string, jurisdiction: string): Promise<SandboxPlace> {
  const places: readonly SandboxPlace[] = JSON.parse(await (await fetch(`${stack.sandbox}/places`)).text());
  const place = places.find((one) => one.department === department && one.jurisdiction === jurisdiction);
  if (place === undefined) throw new Error('no such place');
  return place;
}

async function writeConfig(name: string, { department: _, ...place }: SandboxPlace): Promise<string> {
  const key = { master: Buffer.alloc(32, 1).toString('base64') };
  const file = join(folder, name);
  await writeFile(file, JSON.stringify({ contextKey: key, identityKeys: key, places: [place] }));
  return file;
}

it('looks at the systems of the running installation, the closest of each department', async () => {
  const { code, stdout, stderr } = await doctor(['--division', '430702', '--data', stack.folder]);

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.match(/^\S.*$/gm)).toEqual([
    'public-security · 430000 湖南省 · data-exchange',
    'social-insurance · 430000 湖南省 · gbk-xml',
    'housing-fund · 430700 in 湖南省 · pinyin-rest',
    expect.stringMatching(/^430702: \d+ passed, 0 failed, \d+ noted$/),
  ]);
});

it('fails with the one line that is wrong, for people and for scripts', async () => {
  await stack.setFault('social-insurance/430000', { kind: 'maintenance' });

  const forPeople = await doctor(['--division', '4307', '--data', stack.folder]);
  const forScripts = await doctor(['--division', '4307', '--data', stack.folder, '--json']);

  expect(forPeople.code).toBe(1);
  expect(forPeople.stdout.match(/^ {2}✗.*\n.*$/gm)).toEqual([
    '  ✗ sample query   the system is under maintenance (its code 9000): this says nothing about your configuration\n                   → run doctor again when the maintenance is over',
  ]);
  expect(forScripts.code).toBe(1);
  expect(JSON.parse(forScripts.stdout)).toMatchObject({
    division: '430700',
    failed: 1,
    systems: [
      { department: 'public-security', jurisdiction: '430000', dialect: 'data-exchange' },
      { department: 'social-insurance', jurisdiction: '430000', dialect: 'gbk-xml' },
      { department: 'housing-fund', jurisdiction: '430700', dialect: 'pinyin-rest' },
    ],
  });
});

it('says which departments have no place, and what is wrong with a configuration', async () => {
  const place = await placeOf('housing-fund', '430700');
  const options = { ...place.options, appSecret: 'short', spelling: 'mistake' };
  const file = await writeConfig('bad-options.json', { ...place, options });

  const { code, stdout } = await doctor(['--division', '4307', '--config', file]);

  expect(code).toBe(1);
  expect(stdout).toContain('public-security\n  – no place serves 430700 in these configurations\n');
  expect(stdout).toMatch(/✗ configuration {2}options\.appSecret: .*; options: Unrecognized key: "spelling"/);
});

it('prints neither secrets nor numbers', async () => {
  const { stdout } = await doctor(['--division', '4307', '--data', stack.folder, '--json']);
  const { options } = await placeOf('housing-fund', '430700');
  const secrets = JSON.parse(await readFile(join(stack.folder, 'development-secrets.json'), 'utf8'));

  expect(stdout).not.toContain(options['appSecret']);
  expect(stdout).not.toContain(secrets.contextMaster);
  expect(stdout).not.toMatch(/\d{17}[\dX]/);
});

it('trusts an issuer that it is given, and says until when the certificate is valid', async () => {
  const place = await placeOf('housing-fund', '430700');
  const { port, pathname } = new URL(place.url);
  const proxy = createServer(localCertificate, (socket) => {
    const system = connect(Number(port), '127.0.0.1');
    for (const end of [socket, system]) end.on('error', () => undefined);
    socket.pipe(system).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => void proxy.close());
  const url = `https://localhost:${(proxy.address() as AddressInfo).port}${pathname}`;
  const file = await writeConfig('tls.json', { ...place, url });
  const issuer = join(folder, 'issuer.pem');
  await writeFile(issuer, localCertificate.cert);

  const { code, stdout } = await doctor(['--division', '4307', '--config', file], {
    NODE_EXTRA_CA_CERTS: issuer,
  });

  expect(stdout).toMatch(/✓ TLS {12}TLSv1\.3, certificate valid until 2126-\d\d-\d\d, \d{5} days left\n/);
  expect(stdout).toMatch(/✓ sample query {3}unknown person, as it should be/);
  expect(code).toBe(0);
});
