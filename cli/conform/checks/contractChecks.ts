import { Kind, parse } from 'graphql';
import type { Check } from '../Check.ts';
import { codeOf } from '../codeOf.ts';
import { compareContracts } from '../compareContracts.ts';
import { demand } from '../demand.ts';
import { sdlOf } from '../sdlOf.ts';

const MOST_NAMED = 10;

/** What the endpoint says that it serves. */
export const contractChecks: readonly Check[] = [
  {
    id: 'contract.sdl',
    title: 'the SDL offered is the contract, or a part of it',
    next: 'serve the SDL of this release, or an older one whole; docs/architecture.md, "Version skew"',
    run: async (session) => {
      const offered = parse(await sdlOf(session));
      const { notOffered, otherwise } = compareContracts(session.contract.document, offered);
      demand(otherwise.length === 0, `differs at ${named(otherwise)}`);
      return notOffered.length === 0
        ? 'equal to the contract'
        : { noted: `an older release; clients will get NOT_OFFERED for ${named(notOffered)}` };
    },
  },
  {
    id: 'contract.unknown-values',
    title: 'every enum that answers have can say UNKNOWN',
    next: 'add UNKNOWN: a place may send a code that nobody has seen yet',
    run: async (session) => {
      const { definitions } = parse(await sdlOf(session));
      const enums = definitions.filter((definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION);
      const ours = enums.filter(({ name }) => !name.value.includes('__'));
      const lacking = ours.filter(
        ({ values }) => values?.every(({ name }) => name.value !== 'UNKNOWN') ?? true,
      );
      demand(lacking.length === 0, `no UNKNOWN in ${named(lacking.map(({ name }) => name.value))}`);
      return `${ours.length} enums`;
    },
  },
  {
    id: 'contract.introspection',
    title: 'introspection is off',
    next: 'leave development out of the configuration, or set it to false',
    run: async (session) => {
      const { data, errors } = await session.graphql('{ __schema { queryType { name } } }');
      const isOff = errors.length > 0 && !tells(data);
      if (!isOff && session.target.isDevelopment === true)
        return { noted: 'on: this server runs in development' };
      demand(isOff, 'it answers introspection');
      return `refused with ${codeOf(errors[0])}`;
    },
  },
];

function tells(data: unknown): boolean {
  return typeof data === 'object' && data !== null && '__schema' in data && data.__schema !== null;
}

function named(coordinates: readonly string[]): string {
  const more = coordinates.length - MOST_NAMED;
  return `${coordinates.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
