import type { CallContextCaller } from '../../../domain/callContext.ts';

const citizen: CallContextCaller = {
  issuer: 'https://id.example',
  subject: 's-1',
  portal: 'hunan',
  scopes: [],
  purpose: 'self',
};
const clerk: CallContextCaller = {
  ...citizen,
  subject: 'c-9',
  portal: 'window',
  scopes: ['clerk'],
  purpose: 'housing-transfer',
};

/** Who asks: a person about themself, and a clerk about others. */
export const callers = { citizen, clerk } as const;
