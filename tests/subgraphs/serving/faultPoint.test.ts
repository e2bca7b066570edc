import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const url = new URL('../../../subgraphs/serving/faultPoint.ts', import.meta.url);
const folder = fileURLToPath(new URL('../../../', import.meta.url));
const PROGRAM = `
  const { faultPoint } = await import('${url.href}');
  for (const name of ['journal.sent', 'journal.told', 'journal.sent']) {
    if (name === 'journal.told') await faultPoint(name, Promise.reject(new Error())).catch(() => {});
    const brought = await faultPoint(name, Promise.resolve(name));
    console.log(brought);
  }`;

/** What a process that passes three fault points writes, and how it ends. */
function run(armed: string): Promise<{ readonly lines: string; readonly end: unknown }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', PROGRAM],
      { cwd: folder, env: { ...process.env, TONGBAN_FAULT_POINT: armed } },
      (error, stdout) =>
        resolve({ lines: stdout.trim().replaceAll('\n', ' '), end: error?.signal ?? error?.code ?? 0 }),
    );
  });
}

it.concurrent.each([
  ['', 'journal.sent journal.told journal.sent', 0],
  ['journal.kept', 'journal.sent journal.told journal.sent', 0],
  ['journal.sent', '', 'SIGKILL'],
  ['journal.sent:2', 'journal.sent journal.told', 'SIGKILL'],
  ['journal.sent:3', 'journal.sent journal.told journal.sent', 0],
  // What failed did not come as far.
  ['journal.told:2', 'journal.sent journal.told journal.sent', 0],
  ['journal.snet', '', 1],
  ['journal.sent:0', '', 1],
])('armed with %j it writes %j and ends with %s', async (armed, lines, end) => {
  expect(await run(armed)).toEqual({ lines, end });
});
