import type { Procedure } from '../../domain/cases/Procedure.ts';
import { parseStepKey } from '../../domain/cases/undoKey.ts';

/** Only what later conditions ask for leaves the seal, and only where it is what they ask for: a place may say anything. */
export function factsOf(
  procedure: Procedure,
  key: string,
  outputs: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { step } = parseStepKey(key);
  const isWanted = (output: string, value: string): boolean =>
    procedure.steps.some(
      ({ when }) => when?.step === step && when.output === output && when.equals === value,
    );
  return Object.fromEntries(Object.entries(outputs).filter(([name, value]) => isWanted(name, value)));
}
