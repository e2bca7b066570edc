import { Kind } from 'graphql';
import type { Check } from '../Check.ts';
import type { ConformSession } from '../ConformSession.ts';
import { codeOf } from '../codeOf.ts';
import { demand } from '../demand.ts';
import { demandOpenSeal } from '../demandOpenSeal.ts';
import { entitiesOf, type SeenEntity } from '../entitiesOf.ts';
import { findBadValues } from '../findBadValues.ts';
import { isSilence } from '../isSilence.ts';
import type { SeenError } from '../SeenAnswer.ts';

const NOT_GIVEN = { noted: 'not tried: give --person FILE with a test person of the place' };
const TYPED_NEXT = 'correct the mapping of this dialect, or what the place sends';

/** The record of somebody whom the place knows; only with `--person`. What it says is looked at and told to nobody. */
export const personChecks: readonly Check[] = [
  {
    id: 'person.known',
    title: 'a known person’s record comes, with the time at which it was true',
    next: 'run doctor for the place; a system that sends may need its next run, or another server with another store takes a part of what it sends (docs/connecting-a-place.md, “A place whose system sends”)',
    run: async (session) => {
      if (session.target.person === null) return NOT_GIVEN;
      const [entity] = entitiesOf(await askAbout(session), 1);
      const code = silenceOf(entity);
      if (code !== null) return unanswered(code);
      demandOpenSeal(entity);
      demand(entity?.value !== null && entity !== undefined, `no record (${codeOf(entity?.errors[0])})`);
      const { asOf } = entity.value;
      demand(typeof asOf === 'string' && !Number.isNaN(Date.parse(asOf)), 'a record without asOf');
      demand(Date.parse(asOf) <= Date.now() + 86_400_000, 'asOf lies in the future');
      const told = `asOf ${asOf.slice(0, 20)}`;
      if (entity.errors.length === 0) return told;
      const failing = entity.errors.filter((error) => codeOf(error) !== 'NOT_OFFERED');
      demand(failing.length === 0, `${told}, but without ${describeLost(failing)}`);
      return { noted: `${told}; ${describeLost(entity.errors)}: the system has less than the contract` };
    },
  },
  {
    id: 'person.values',
    title: 'amounts, months, days, moments and enum values have their forms',
    next: TYPED_NEXT,
    run: async (session) => {
      if (session.target.person === null) return NOT_GIVEN;
      const [entity] = entitiesOf(await askAbout(session), 1);
      const code = silenceOf(entity);
      if (code !== null) return unanswered(code);
      if (entity?.value === null || entity === undefined) return { noted: 'not tried: no record came' };
      const { selection } = session.contract;
      const bad = findBadValues(entity.value, { selection, enums: enumsOf(session) });
      demand(bad.length === 0, `malformed at ${[...new Set(bad)].join(', ')}`);
      return 'all well-formed';
    },
  },
  {
    id: 'person.mismatch',
    title: 'under a wrong name no record is given',
    next: 'compare the name with the system’s own before anything is given out',
    run: async (session) => {
      const { person } = session.target;
      if (person === null) return NOT_GIVEN;
      const wrong = session.representation({ ...person, name: '并非此人' });
      const [entity] = entitiesOf(await session.entities([wrong]), 1);
      demand(entity?.value === null, 'the record is given under a wrong name');
      const code = silenceOf(entity);
      if (code !== null) return unanswered(code);
      const [error] = entity.errors;
      if (error === undefined) return { noted: 'null: the system itself keeps the record back' };
      demand(codeOf(error) === 'IDENTITY_MISMATCH', `${codeOf(error)} where IDENTITY_MISMATCH was due`);
      return 'IDENTITY_MISMATCH';
    },
  },
];

/** The code of a record that the system did not answer for; `null` for every other outcome. */
function silenceOf(entity: SeenEntity | undefined): string | null {
  if (entity?.value !== null) return null;
  const code = codeOf(entity.errors[0]);
  return isSilence(code) ? code : null;
}

const unanswered = (code: string) => ({ noted: `${code}: the system behind it did not answer` });

/** `accounts (JURISDICTION_UNAVAILABLE)`, each once. */
function describeLost(errors: readonly SeenError[]): string {
  const lost = errors.map((error) => `${error.path?.[2] ?? 'fields'} (${codeOf(error)})`);
  return [...new Set(lost)].join(', ');
}

function askAbout(session: ConformSession) {
  const { person } = session.target;
  return session.entities(person === null ? [] : [session.representation(person)]);
}

function enumsOf({ contract }: ConformSession): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    contract.document.definitions.flatMap((definition) =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION
        ? [[definition.name.value, new Set(definition.values?.map(({ name }) => name.value))] as const]
        : [],
    ),
  );
}
