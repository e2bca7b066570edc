import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { PartyRole } from '../../../domain/cases/partyRole.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepAction } from '../../../domain/cases/stepAction.ts';
import type { CitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseCreditCode } from '../../../domain/creditCode.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';

/** A request as the golden files write it. */
export interface WrittenRequest {
  readonly businessKey: string;
  readonly collaborationNumber: string;
  readonly action: StepAction;
  readonly item: string;
  readonly acceptingDivision: string;
  readonly owningDivision: string;
  readonly parties: readonly { readonly role: PartyRole; readonly number: string; readonly name: string }[];
  readonly form: Readonly<Record<string, string>>;
}

/** One scenario of a folder of golden files of handling, as a third implementation made it. */
export interface GoldenScenario<Facts> {
  readonly name: string;
  readonly meaning: string;
  readonly facts: Facts;
  /** Its bytes, as `NAME.<part>.bin`; `null` where there are none. */
  bytes(part: string): Buffer | null;
}

/** All scenarios of one dialect. */
export function goldenFolder<Facts extends { readonly meaning: string }>(
  dialect: string,
): readonly GoldenScenario<Facts>[] {
  const folder = new URL(`../../golden/handling/${dialect}/`, import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const name = file.replace(/\.json$/, '');
      const facts: Facts = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
      const bytes = (part: string) => {
        const path = new URL(`${name}.${part}.bin`, folder);
        return existsSync(path) ? readFileSync(path) : null;
      };
      return { name, meaning: facts.meaning, facts, bytes };
    });
}

export function toStepRequest(written: WrittenRequest): StepRequest {
  return {
    ...written,
    stepKey: `golden.${written.businessKey}`,
    acceptingDivision: parseDivisionCode(written.acceptingDivision),
    owningDivision: parseDivisionCode(written.owningDivision),
    parties: written.parties.map(({ role, number, name }) => ({
      role,
      identity: number.startsWith('9')
        ? { kind: 'LEGAL_PERSON', number: parseCreditCode(number), name }
        : // Not parsed: some are wrong on purpose, and the systems must say so.
          { kind: 'NATURAL_PERSON', number: number as CitizenNumber, name },
    })),
  };
}
