import type { Answer } from './CasesScene.ts';

/** Code and message of the only error of an answer that has no data. */
export function refusalOf({ data, errors = [] }: Answer): readonly [code: unknown, message: string] {
  const [error] = errors;
  const given = Object.values(data ?? {}).filter((value) => value !== null);
  if (error === undefined || errors.length > 1 || given.length > 0)
    throw new Error(`not one refusal: ${JSON.stringify({ data, errors })}`);
  return [error.extensions?.['code'], error.message];
}
