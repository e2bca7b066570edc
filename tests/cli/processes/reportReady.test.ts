import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const program = fileURLToPath(new URL('./programs/report.ts', import.meta.url));
const LOADER = ['--import', 'tsx'];

it('goes over the IPC channel, and the loss of that channel ends the process', async () => {
  const child = fork(program, [], { execArgv: LOADER });

  expect(await once(child, 'message')).toEqual([
    { type: 'ready', urls: { url: 'http://127.0.0.1:1/' } },
    undefined,
  ]);
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([3, null]);
});

it('is a line of JSON where there is no such channel, and nothing counts as a loss', async () => {
  const child = spawn(process.execPath, [...LOADER, program]);
  const output = text(child.stdout);

  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(await output).toBe('{"type":"ready","urls":{"url":"http://127.0.0.1:1/"}}\n');
});
