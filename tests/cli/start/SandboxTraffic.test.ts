import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SandboxDirectory } from '../../../cli/start/readSandbox.ts';
import { SandboxTraffic } from '../../../cli/start/SandboxTraffic.ts';

const place = { dialect: 'any', url: 'http://127.0.0.1:1', options: {} };
const directory: SandboxDirectory = {
  places: [
    { department: 'public-security', jurisdiction: '430000', ...place },
    { department: 'housing-fund', jurisdiction: '430000', ...place },
    { department: 'housing-fund', jurisdiction: '430700', ...place },
  ],
  persons: [],
};
const roles = {
  'public-security': { url: 'http://127.0.0.1:2', 'inbound/430000': 'http://127.0.0.1:3/in' },
  'housing-fund': { url: 'http://127.0.0.1:4', 'inbound/430700': 'tcp://127.0.0.1:5' },
};

let status = 204;
const told: string[] = [];
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  told.push(`${request.method} ${request.url} ${Buffer.concat(chunks).toString()}`);
  response.writeHead(status).end();
});
const adminUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const signal = new AbortController().signal;

beforeEach(async () => {
  status = 204;
  told.length = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

it('tells the systems for which a server takes something, and no other, and lets the others begin', async () => {
  await new SandboxTraffic().begin(adminUrl(), roles, directory, signal);

  expect(told.toSorted()).toEqual([
    'POST /runs/begin ',
    'PUT /systems/housing-fund/430700/callback {"url":"tcp://127.0.0.1:5"}',
    'PUT /systems/public-security/430000/callback {"url":"http://127.0.0.1:3/in"}',
  ]);
});

it('tells a sandbox that has started anew what it told before', async () => {
  const traffic = new SandboxTraffic();
  await traffic.beginAgain(adminUrl(), signal);
  expect(told).toEqual([]);
  await traffic.begin(adminUrl(), roles, directory, signal);
  const before = told.splice(0).toSorted();
  await traffic.beginAgain(adminUrl(), signal);

  expect(told.toSorted()).toEqual(before);
});

it('fails in one line when the sandbox does not take it', async () => {
  status = 404;

  await expect(
    new SandboxTraffic().begin(adminUrl(), { 'housing-fund': roles['housing-fund'] }, directory, signal),
  ).rejects.toThrow(/^the sandbox answered 404 on \/(systems\/housing-fund\/430700\/callback|runs\/begin)$/);
});
