import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { composeTest } from '../../support/composeTest.ts';
import { GatewayProcess } from '../edge/support/GatewayProcess.ts';
import { world } from '../edge/support/world.ts';
import { RawSocket } from '../live/support/RawSocket.ts';

let folder: string;
let gateway: GatewayProcess;
let url: string;

async function configure(bodyBytes: number): Promise<void> {
  const settings = { port: 0, supergraph: 'supergraph.graphql', limits: { bodyBytes } };
  await writeFile(join(folder, 'next.json'), JSON.stringify(settings));
  await rename(join(folder, 'next.json'), join(folder, 'gateway.json'));
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-messages-'));
  const people = { name: 'people', sdl: world.people.sdl, url: 'http://127.0.0.1:1/graphql' };
  await writeFile(join(folder, 'supergraph.graphql'), composeTest([people]));
  await configure(1_000);
  gateway = new GatewayProcess({
    args: ['--config', join(folder, 'gateway.json')],
    env: { LOG_LEVEL: undefined },
  });
  url = (await gateway.url()).replace('http', 'ws');
}, 40_000);

afterEach(async () => {
  gateway.kill('SIGTERM');
  await gateway.exit();
  await rm(folder, { recursive: true });
});

/** @returns `taken`, or the code by which the socket is closed. */
async function say(bytes: number): Promise<unknown> {
  const socket = await RawSocket.open(url, {});
  const taken = socket.init({ text: 'x'.repeat(bytes) }).then(() => 'taken');
  const outcome = await Promise.race([socket.closed.then(({ code }) => code), taken]);
  socket.drop();
  return outcome;
}

it('how large a message of a WebSocket may be changes while the gateway runs, for those that are opened then', async () => {
  expect(await say(1_500)).toBe(1009);
  await configure(2_000);
  await expect.poll(() => gateway.stderr, { timeout: 10_000 }).toContain('in use now: limits');
  expect(await say(1_500)).toBe('taken');
  expect(await say(2_500)).toBe(1009);
  await configure(1_200);
  await expect.poll(() => gateway.stderr.split('in use now: limits'), { timeout: 10_000 }).toHaveLength(3);

  expect(await say(1_500)).toBe(1009);
}, 40_000);
