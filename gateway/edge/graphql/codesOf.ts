import type { GraphQLFormattedError } from 'graphql';

const CODE = /^[A-Z][A-Z0-9_]{0,63}$/;

/** The codes of errors as they leave the gateway, each once: for logs and metrics. */
export const codesOf = (errors: readonly GraphQLFormattedError[]): readonly string[] => [
  ...new Set(errors.map(({ extensions }) => String(extensions?.['code'])).map(known)),
];

const known = (code: string): string => (CODE.test(code) ? code : 'OTHER');
