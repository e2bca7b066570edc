import type { ServedRelease } from './serveEndpoint.ts';

/** One release back: no `grade`, no `opened`, no `SEALED`. */
export const OLDER_SDL = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

type Record @key(fields: "jurisdiction holderId") {
  jurisdiction: String!
  holderId: ID!
  servedBy: String
  echo(text: String): String
  accounts(status: Status): [Account!]
}
type Account { number: ID! balance: String }
enum Status { OPEN }
`;

export const NEWER_SDL = OLDER_SDL.replace('servedBy: String', 'servedBy: String grade: String')
  .replace('balance: String', 'balance: String opened: String')
  .replace('{ OPEN }', '{ OPEN SEALED }');

interface RecordReference {
  readonly jurisdiction: string;
  readonly holderId: string;
}

/**
 * A release whose answers follow from the reference alone; holders named `missing` are unknown, `busy` ones refused.
 *
 * @param name - what `servedBy` says.
 */
export function createRelease(sdl: string, name: string): ServedRelease {
  const account = (index: number) => ({ number: `n${index}`, balance: `${index}.00`, opened: `202${index}` });
  return {
    sdl,
    resolvers: {
      Record: {
        __resolveReference: async ({ jurisdiction, holderId }: RecordReference) => {
          if (holderId === 'missing') return null;
          if (holderId === 'busy') throw new BusyError();
          const accounts = [account(1), account(2)];
          return { __typename: 'Record', jurisdiction, holderId, servedBy: name, grade: 'A', accounts };
        },
        echo: ({ holderId }: RecordReference, { text }: { text?: string }) => `${holderId} ${text ?? ''}`,
      },
    },
  };
}

class BusyError extends Error {
  readonly extensions = { code: 'JURISDICTION_BUSY', retryAfter: 3 };
}
