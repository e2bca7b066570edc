import type { Dice } from './Dice.ts';
import type { DrawnOperation } from './DrawnOperation.ts';

const VARIABLES = [
  '$yes: Boolean!',
  '$no: Boolean! = false',
  '$perhaps: Boolean = true',
  '$n: Int = 5',
  '$tone: Tone = HIGH',
  '$text: String',
  '$span: Span',
  '$id: ID! = "Ant:1"',
];

/**
 * Puts before a drawn body what makes it an operation: its name, and the variables that it uses, with values.
 *
 * @param kind - `query`, `mutation` or `subscription`.
 */
export function nameOperation(kind: string, body: string, dice: Dice): DrawnOperation {
  const used = VARIABLES.filter((one) => new RegExp(`\\${one.split(':')[0]}\\b`).test(body));
  const declared = used.length === 0 ? '' : `(${used.join(', ')})`;
  return { source: `${kind} Drawn${declared} ${body.trim()}`, variables: drawValues(kind, used, dice) };
}

function drawValues(kind: string, used: readonly string[], dice: Dice): DrawnOperation['variables'] {
  const given: Record<string, unknown> = { yes: dice.chance(0.7) };
  if (dice.chance(0.5)) given['no'] = dice.chance(0.5);
  if (dice.chance(0.5)) given['perhaps'] = dice.chance(0.5);
  if (dice.chance(0.5)) given['n'] = dice.pick([1, 4, null]);
  if (dice.chance(0.5)) given['text'] = dice.pick(['x', '', null]);
  if (dice.chance(0.4))
    given['tone'] = dice.pick(['LOW', null, 'LOW', null, ...(kind === 'subscription' ? [] : ['HUSH'])]);
  if (dice.chance(0.5))
    given['span'] = dice.pick([
      { to: 3 },
      { from: 2, tone: null },
      { steps: 1, inner: { note: null } },
      null,
    ]);
  if (dice.chance(0.5)) given['id'] = dice.pick(['Bee:2', 'Cat:3', 'Ant:4']);
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => used.some((one) => one.startsWith(`$${name}:`))),
  );
}
