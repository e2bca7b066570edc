import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maintenanceSettings } from '../../../gateway/maintenance/maintenanceSettings.ts';
import { openMaintenance } from '../../../gateway/maintenance/openMaintenance.ts';
import { LastGoodCopies } from '../../../gateway/reload/LastGoodCopies.ts';
import { replaceFile } from '../../support/replaceFile.ts';

const NOW = Date.parse('2026-03-01T04:00:00Z');
const window = (division: string) =>
  `- { division: "${division}", from: 2026-03-01T12:00:00+08:00, to: 2026-03-01T13:00:00+08:00 }\n`;

describe('windows of maintenance in a file', () => {
  let folder: string;
  let file: string;
  const lines: string[] = [];
  const closing: (() => void)[] = [];
  let now = 0;
  const copies = new LastGoodCopies(
    () => undefined,
    () => now,
  );
  const staleSeconds = () => {
    now += 1_000;
    return copies.ages().get('maintenance');
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tongban-maintenance-'));
    file = join(folder, 'maintenance.yaml');
    lines.length = 0;
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) close();
    copies.close();
    await rm(folder, { recursive: true });
  });

  async function open() {
    const { windows, close } = await openMaintenance(file, (line) => void lines.push(line), {
      lookMs: 10,
      copies,
      services: () => ['people', 'funds'],
    });
    closing.push(close);
    expect(windows.mayChange).toBe(true);
    return () => ['430100', '110000'].filter((place) => windows.at('people', place, NOW) !== null);
  }
  const edit = async (text: string) => {
    await replaceFile(file, text);
  };

  it('count from the edit on; a file that cannot be used leaves those in use, with the reason', async () => {
    await edit(window('43'));
    const places = await open();
    expect(places()).toEqual(['430100']);

    await edit(window('43') + window('11'));
    await expect.poll(places).toEqual(['430100', '110000']);
    for (const [text, reason] of [
      ['', 'is empty: it holds [] where there are no windows'],
      ['- { division: 43 }', '0.division: '],
      ['- { division: "43', 'holds no windows of maintenance'],
    ] as const) {
      lines.length = 0;
      await edit(text);
      await expect.poll(() => lines).toEqual([expect.stringContaining(reason)]);
      expect(lines[0]).toMatch(/; the windows in use stay$/);
    }
    lines.length = 0;
    await rm(file);
    await expect
      .poll(() => lines)
      .toEqual([`${file}: the windows of maintenance cannot be read; the windows in use stay`]);
    expect(places()).toEqual(['430100', '110000']);
    expect(staleSeconds()).toBeGreaterThan(0);
    await edit('# none\n');
    await expect.poll(places).toEqual([]);
    expect(staleSeconds()).toBe(0);
  });

  it('are warned of where they name a subgraph that there is none of, at the start and after an edit', async () => {
    const named = (...services: readonly string[]) =>
      window('43').replace('from:', `services: [${services.join(', ')}], from:`);
    const warning = (name: string) =>
      `the supergraph has no subgraph ${name}, which a window of maintenance names: it closes nothing there`;
    await edit(named('people', 'poeple'));
    const places = await open();
    expect(lines).toEqual([warning('poeple')]);

    lines.length = 0;
    await edit(named('fund') + window('11'));
    await expect
      .poll(() => lines)
      .toEqual([`${file}: other windows of maintenance are in use`, warning('fund')]);
    expect(places()).toEqual(['110000']);

    lines.length = 0;
    const given = maintenanceSettings.parse([
      {
        division: '43',
        services: ['purse'],
        from: '2026-03-01T12:00:00+08:00',
        to: '2026-03-01T13:00:00+08:00',
      },
    ]);
    await openMaintenance(given, (line) => void lines.push(line), { services: () => ['people'] });
    expect(lines).toEqual([warning('purse')]);
  });

  it.each([
    [null, 'cannot be read'],
    ['no list', 'must be a list'],
  ])('are refused at the start when the file is %j', async (text, reason) => {
    if (text !== null) await edit(text);
    await expect(open()).rejects.toThrow(reason);
  });
});
