import { FAULT_POINTS, type FaultPointName } from './faultPointName.ts';

/** Read once: `<name>` or `<name>:<nth>`; set by tests that start a process to see it die, and by nobody else. */
const armed = readArmed(process.env['TONGBAN_FAULT_POINT']);
let passed = 0;

/**
 * A place at which a test lets this process die as by `kill -9`, at the nth time that it is passed. Costs a comparison
 * where it is not armed.
 *
 * @param io - one thing that a step writes, sends or is told: the place is behind it, and is not passed where it fails.
 * @returns what `io` brings.
 */
export function faultPoint(name: FaultPointName): Promise<void> | undefined;
export function faultPoint<T>(name: FaultPointName, io: Promise<T>): Promise<T>;
export function faultPoint<T>(name: FaultPointName, io?: Promise<T>): Promise<T | undefined> | undefined {
  if (armed?.name !== name) return io;
  return io === undefined ? pass(armed.nth) : passBehind(io, armed.nth);
}

async function passBehind<T>(io: Promise<T>, nth: number): Promise<T> {
  const result = await io;
  await pass(nth);
  return result;
}

function pass(nth: number): Promise<undefined> | undefined {
  passed += 1;
  if (passed !== nth) return undefined;
  process.kill(process.pid, 'SIGKILL');
  // Whatever is left of this process must not go on.
  return new Promise(() => undefined);
}

/** @throws {RangeError} for a name that is not on the list: its test would pass without a process having died. */
function readArmed(text: string | undefined): { readonly name: FaultPointName; readonly nth: number } | null {
  if (text === undefined || text === '') return null;
  const [given, nth = '1'] = text.split(':');
  const name = FAULT_POINTS.find((known) => known === given);
  if (name === undefined || !/^[1-9]\d{0,5}$/.test(nth)) throw new RangeError('TONGBAN_FAULT_POINT: unknown');
  return { name, nth: Number(nth) };
}
