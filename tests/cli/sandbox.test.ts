import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createSandboxCommand } from '../../cli/sandbox.ts';
import { type Sandbox, startSandbox } from '../../sandbox/startSandbox.ts';
import { bundleProgram } from '../support/bundleProgram.ts';

const ID = 'housing-fund/430700';

describe('tongban sandbox', () => {
  const children: ChildProcess[] = [];
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
  });
  const start = async (...flags: string[]) => {
    const program = await bundleProgram(join(import.meta.dirname, 'sandboxProgram.ts'));
    const child = spawn(process.execPath, [program, ...flags], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    return child;
  };

  it('prints where the systems are and who governs them, serves, and ends on SIGTERM', async () => {
    const child = await start();
    const lines: string[] = [];
    let adminUrl = '';
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      adminUrl = /governed at (\S+)$/.exec(line)?.[1] ?? '';
      if (adminUrl !== '') break;
    }
    const systems = await (await fetch(`${adminUrl}/systems`)).json();
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');

    expect(lines).toHaveLength(94);
    expect(lines.slice(-3, -1)).toEqual([
      expect.stringMatching(/^not started without exchangeFolder: social-insurance\/460000, /),
      expect.stringMatching(/^not started without exchangeDatabaseUrl: social-insurance\/620000, /),
    ]);
    expect(lines[0]).toMatch(/^public-security\/110000 data-exchange http:\/\/127\.0\.0\.1:\d+\/exchange$/);
    expect(systems).toHaveLength(91);
    expect(code).toBe(0);
  });

  it('says in one line that a port is taken', async () => {
    const holder = await startSandbox({ systems: ({ id }) => id === ID });
    const child = await start('--admin-port', new URL(holder.adminUrl).port);
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const [code] = await once(child, 'close');
    await holder.close();

    expect(code).toBe(1);
    expect(said.trim().split('\n')).toEqual([
      expect.stringMatching(/^tongban sandbox: .*address already in use/),
    ]);
  });
});

describe('of a running sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ systems: ({ id }) => id === ID });
  });
  afterAll(() => sandbox.close());

  const run = async (...args: string[]) => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      await createSandboxCommand().parseAsync([...args, '--admin', sandbox.adminUrl], { from: 'user' });
      return written.mock.calls.map(([text]) => String(text)).join('');
    } finally {
      written.mockRestore();
    }
  };

  it('`systems` tells address, dialect, fault and calls', async () => {
    const [system] = sandbox.systems;

    expect(await run('systems')).toBe(`${ID} pinyin-rest ${system?.url} well 0\n`);
  });

  it.each([[[]], [[ID]]])('`fault` makes a system fail, `fault clear %j` ends it', async (cleared) => {
    const said = await run('fault', ID, 'flapping', '--up-ms', '60000', '--down-ms', '500');
    const failing = await run('systems');
    const saidThen = await run('fault', 'clear', ...cleared);

    expect([said, saidThen]).toEqual([
      `${ID} fails by flapping until: tongban sandbox fault clear ${ID}\n`,
      `${cleared[0] ?? 'every system'} is well\n`,
    ]);
    expect([failing, await run('systems')]).toEqual([
      expect.stringContaining(' flapping '),
      expect.stringContaining(' well '),
    ]);
  });

  it.each([
    [['fault', ID, 'nonsense'], /refused with 400: /],
    [['fault', 'housing-fund/999999', 'hang'], /refused with 404: there is no system/],
    [['run', ID], /refused with 400: pinyin-rest answers calls, it makes no runs/],
    [['fault', 'Changde', 'hang'], /named like housing-fund\/430700/],
  ])('%j is refused with a reason', async (args, reason) => {
    await expect(run(...args)).rejects.toThrow(reason);
  });

  it('is found by the data folder of an installation', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tongban-sandbox-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const admin = Number(new URL(sandbox.adminUrl).port);
    await writeFile(join(folder, 'sandbox-ports.json'), JSON.stringify({ admin }));

    for (const args of [['systems'], ['fault', ID, 'hang'], ['fault', 'clear', ID]]) {
      const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
      await createSandboxCommand().parseAsync([...args, '--data', folder], { from: 'user' });
      expect(written.mock.calls.join('')).toContain(ID);
      written.mockRestore();
    }
    await expect(
      createSandboxCommand().parseAsync(['systems', '--data', join(folder, 'none')], { from: 'user' }),
    ).rejects.toThrow(`no sandbox was started on ${join(folder, 'none')}`);
  });

  it('says when no sandbox answers', async () => {
    const gone = await startSandbox({ systems: ({ id }) => id === ID });
    await gone.close();
    const asked = createSandboxCommand().parseAsync(['systems', '--admin', gone.adminUrl], { from: 'user' });

    await expect(asked).rejects.toThrow('no sandbox answers at');
  });
});
