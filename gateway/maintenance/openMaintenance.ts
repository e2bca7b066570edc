import { TongbanError } from '../../domain/TongbanError.ts';
import { describeIssue } from '../describeIssue.ts';
import { namesBeyond } from '../namesBeyond.ts';
import type { LastGoodCopies } from '../reload/LastGoodCopies.ts';
import { parseYaml } from '../reload/parseYaml.ts';
import { readFollowed } from '../reload/readFollowed.ts';
import { MaintenanceWindows } from './MaintenanceWindows.ts';
import { type MaintenanceSettings, maintenanceSettings } from './maintenanceSettings.ts';

export interface OpenedMaintenance {
  readonly windows: MaintenanceWindows;
  /** Does not look at the file any more. */
  close(): void;
}

/** How the file is followed. */
export interface MaintenanceWatch {
  /** Between two looks, in ms; default 500. */
  readonly lookMs?: number;
  /** Told where what stands in the file cannot be used. */
  readonly copies?: LastGoodCopies;
  /** Names of the subgraphs there are; a window that names another one is warned of. */
  readonly services?: () => readonly string[];
}

const LOOK_MS = 500;

/**
 * Reads the windows of maintenance, and follows their file where they are in one.
 *
 * The file is looked at, and counts when two looks in a row see the same. A file that cannot be used leaves the windows as they are.
 *
 * @param given - the windows, or the name of a YAML or JSON file that holds them.
 * @param log - gets one line for each change of the file.
 * @throws {TongbanError} BAD_USER_INPUT, one line, when the file cannot be used at the start.
 */
export async function openMaintenance(
  given: string | MaintenanceSettings,
  log: (line: string) => void,
  { lookMs = LOOK_MS, copies, services }: MaintenanceWatch = {},
): Promise<OpenedMaintenance> {
  const warn = (settings: MaintenanceSettings): void => {
    const named = settings.flatMap((window) => window.services ?? []);
    for (const name of services === undefined ? [] : namesBeyond(named, services)) {
      log(
        `the supergraph has no subgraph ${name}, which a window of maintenance names: it closes nothing there`,
      );
    }
  };
  if (typeof given !== 'string') {
    warn(given);
    return { windows: new MaintenanceWindows(given), close: () => undefined };
  }
  const read = () => readFollowed(given).catch(() => null);
  const first = await read();
  const begun = readWindows(given, first);
  warn(begun);
  const windows = new MaintenanceWindows(begun, { mayChange: true });
  const tell = copies?.watch('maintenance');
  let settled = first;
  let seen = first;
  const look = async (): Promise<void> => {
    const now = await read();
    const isStill = now === seen;
    seen = now;
    if (!isStill || now === settled) return;
    settled = now;
    try {
      const next = readWindows(given, now);
      windows.take(next);
      tell?.('current');
      log(`${given}: other windows of maintenance are in use`);
      warn(next);
    } catch (error) {
      tell?.('stale');
      log(`${error instanceof Error ? error.message : given}; the windows in use stay`);
    }
  };
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  // One look after the other: a drive that hangs is not asked again before it has answered.
  const schedule = (): void => {
    if (isClosed) return;
    timer = setTimeout(() => void look().then(schedule), lookMs).unref();
  };
  schedule();
  const close = (): void => {
    isClosed = true;
    clearTimeout(timer);
  };
  return { windows, close };
}

function readWindows(file: string, text: string | null): MaintenanceSettings {
  if (text === null) throw refusal(`${file}: the windows of maintenance cannot be read`);
  // A disk that is full, or a copy that was broken off, leaves this; it must not open every place.
  if (text.trim() === '') throw refusal(`${file} is empty: it holds [] where there are no windows`);
  const outcome = maintenanceSettings.safeParse(parsed(file, text) ?? [], { error: describeIssue });
  if (outcome.success) return outcome.data;
  const problems = outcome.error.issues.map(({ path, message }) =>
    [path.map(String).join('.'), message].filter((text) => text !== '').join(': '),
  );
  throw refusal(`${file} holds no windows of maintenance: ${problems.join('; ')}`);
}

function parsed(file: string, text: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    const reason = error instanceof RangeError ? error.message : 'it cannot be read';
    throw refusal(`${file} holds no windows of maintenance: ${reason}`);
  }
}

const refusal = (message: string) => new TongbanError('BAD_USER_INPUT', message);
