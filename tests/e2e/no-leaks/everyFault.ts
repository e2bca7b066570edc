import type { Parts } from '../../support/startParts.ts';

/** Every way in which a system can fail, in a form that ends within a jurisdiction's deadline. */
const FAULTS: readonly { readonly kind: string; readonly [setting: string]: unknown }[] = [
  { kind: 'error' },
  { kind: 'refuse' },
  { kind: 'hang' },
  { kind: 'trickle', ms: 300 },
  { kind: 'garbage' },
  { kind: 'truncated' },
  { kind: 'truncated', cut: 'connection' },
  { kind: 'wrong-charset' },
  { kind: 'wrong-person' },
  { kind: 'stale-schema' },
  { kind: 'maintenance' },
  { kind: 'html' },
  { kind: 'empty' },
  { kind: 'huge', bytes: 4_194_304 },
  { kind: 'deep', levels: 5_000 },
  { kind: 'latency', ms: 10_000 },
];
const XML_FAULTS = [{ kind: 'xxe' }, { kind: 'billion-laughs' }];

/**
 * Gives every system a fault, so that every dialect has every fault somewhere once `round` has been 0 and 1.
 *
 * @returns the faults set, by dialect.
 */
export async function setEveryFault(
  { sandbox, places }: Parts,
  round: 0 | 1,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const given = new Map<string, Set<string>>();
  const turns = new Map<string, number>();
  for (const { department, jurisdiction, dialect } of places) {
    const faults = dialect === 'gbk-xml' ? [...FAULTS, ...XML_FAULTS] : FAULTS;
    const turn = turns.get(dialect) ?? 0;
    turns.set(dialect, turn + 1);
    const fault = faults[(turn + round * 9) % faults.length] ?? {};
    const answer = await fetch(`${sandbox}/systems/${department}/${jurisdiction}/fault`, {
      method: 'PUT',
      body: JSON.stringify(fault),
    });
    if (!answer.ok) throw new Error(`the sandbox refused the fault: ${await answer.text()}`);
    given.set(dialect, (given.get(dialect) ?? new Set()).add(JSON.stringify(fault)));
  }
  return given;
}
