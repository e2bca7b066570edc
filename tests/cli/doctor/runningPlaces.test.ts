import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readRunningPlaces } from '../../../cli/doctor/readRunningPlaces.ts';

const PLACE = {
  department: 'housing-fund',
  jurisdiction: '430700',
  dialect: 'pinyin-rest',
  url: 'http://127.0.0.1:1',
  options: {},
};

/** A sandbox that answers what it is given, and is silent about everything else. @returns its data folder. */
async function startSilent(answers: Readonly<Record<string, unknown>>): Promise<string> {
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (Object.hasOwn(answers, path)) response.end(JSON.stringify(answers[path]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'tongban-running-'));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });
  const { port: admin } = server.address() as AddressInfo;
  await writeFile(join(folder, 'sandbox-ports.json'), JSON.stringify({ admin }));
  return folder;
}

it.each([
  ['anything', {}],
  ['where a system calls us', { '/places': [PLACE], '/persons': [] }],
])('says that the sandbox is too busy to tell %s', async (_, answers) => {
  const folder = await startSilent(answers);

  await expect(readRunningPlaces(folder, 200)).rejects.toThrow(
    'the sandbox does not answer within 0.2 s: it is busy or still starting; run doctor again',
  );
});

it('says that nothing runs there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-running-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));

  await expect(readRunningPlaces(folder)).rejects.toThrow(
    `nothing runs on ${folder}; run tongban start, or give --data or the servers' --config`,
  );
});
