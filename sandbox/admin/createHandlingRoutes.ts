import { z } from 'zod';
import type { HandlingDesk } from '../handling/HandlingDesk.ts';
import type { HandlingEntry } from '../handling/HandlingEntry.ts';
import { handlingSwitch } from '../handling/HandlingSwitch.ts';
import type { RunningSystem } from '../server/RunningSystem.ts';
import { govern } from './govern.ts';
import { ledgerRow } from './ledgerRow.ts';
import { readBody } from './readBody.ts';

/** What is done at the desk of one system; `what` is the action or the business key of the path. */
type DeskRoute = (desk: HandlingDesk, what: string, body: Buffer, system: RunningSystem) => unknown;

const decision = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('done') }),
  z.strictObject({
    outcome: z.literal('refused'),
    code: z.string().max(8).nullable().default(null),
    reason: z.string().min(1).max(100).default('不符合办理条件'),
  }),
]);

const ROUTES: ReadonlyMap<string, DeskRoute> = new Map<string, DeskRoute>([
  ['GET handling', (desk) => desk.switches.read()],
  [
    'DELETE handling',
    (desk) => {
      desk.switches.clearAll();
      return desk.switches.read();
    },
  ],
  [
    'PUT handling/*',
    (desk, action, body) => {
      desk.switches.set(action, readBody(handlingSwitch, body));
      return desk.switches.read();
    },
  ],
  [
    'DELETE handling/*',
    (desk, action) => {
      desk.switches.clear(action);
      return desk.switches.read();
    },
  ],
  ['GET ledger', (desk) => ({ entries: desk.ledger.entries.map(ledgerRow), keys: desk.ledger.count() })],
  [
    'POST ledger/release',
    (desk, _what, _body, system) =>
      told(
        system,
        desk.ledger.pendingKeys().flatMap((key) => desk.decide(key, { outcome: 'done' })),
      ),
  ],
  [
    'POST ledger/*/decide',
    (desk, key, body, system) => told(system, desk.decide(key, readBody(decision, body))),
  ],
  ['POST ledger/*/feedback', (desk, key, _body, system) => told(system, knownUnder(desk, key))],
]);

/**
 * What the admin port understands about what systems do: `/systems/{department}/{jurisdiction}/handling…` (switches by
 * action) and `…/ledger…` (what was done, what is in work, and what is told of it).
 *
 * @returns as the routes about single systems do.
 */
export function createHandlingRoutes(
  systems: readonly RunningSystem[],
): (method: string, path: string, body: Buffer) => Promise<unknown> | null {
  const byId = new Map(systems.map((system) => [system.id, system]));

  return (method, path, body) => {
    const [, id = '', rest = ''] =
      /^\/systems\/([a-z-]+\/\d{6})\/((?:handling|ledger)(?:\/.*)?)$/.exec(path) ?? [];
    const [noun = '', what = '', verb] = rest.split('/');
    const route =
      ROUTES.get(`${method} ${rest}`) ??
      ROUTES.get(`${method} ${[noun, '*', ...(verb === undefined ? [] : [verb])].join('/')}`);
    return route === undefined
      ? null
      : govern(byId.get(id), id, (system) => route(deskOf(system), what, body, system));
  };
}

/** Lets the system tell its partner about entries, by calls or on its next run, where it tells at all. */
function told({ desk, pushes }: RunningSystem, entries: readonly HandlingEntry[]): unknown {
  const messages = entries.flatMap((entry) => desk?.tell(entry) ?? []);
  pushes?.put(messages, true);
  return { entries: entries.map(ledgerRow) };
}

/** @throws {RangeError} for a key that nothing stands under. */
function knownUnder(desk: HandlingDesk, key: string): readonly HandlingEntry[] {
  const entries = desk.ledger.under(key);
  if (entries.length === 0) throw new RangeError(`nothing stands under ${key}`);
  return entries;
}

/** @throws {RangeError} for a system that only answers questions. */
function deskOf({ desk, dialect }: RunningSystem): HandlingDesk {
  if (desk === null || desk === undefined)
    throw new RangeError(`this system of ${dialect.name} does nothing, it only answers`);
  return desk;
}
