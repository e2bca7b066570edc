import { ERROR_KINDS, ERROR_ORIGINS, isErrorCode } from '../../../domain/errorCode.ts';
import type { Check } from '../Check.ts';
import { codeOf } from '../codeOf.ts';
import { demand } from '../demand.ts';
import type { SeenError } from '../SeenAnswer.ts';

/** All errors that were seen; runs last. */
export const errorFormChecks: readonly Check[] = [
  {
    id: 'errors.extensions',
    title: 'every error has a code of the closed list, its origin, and says whether to retry',
    next: 'write extensions as docs/errors.md says: code, origin, retryable, and jurisdiction where it is a place’s',
    run: async ({ errors }) => {
      const flaws = new Set(errors.flatMap(flawsOf));
      demand(flaws.size === 0, [...flaws].join('; '));
      return `${errors.length} errors`;
    },
  },
  {
    id: 'errors.discreet',
    title: 'no error tells numbers, names, addresses or stacks',
    next: 'write neutral messages; keep the cause for the log',
    run: async ({ errors, target: { person } }) => {
      const secrets = person === null ? [] : [person.number, person.name];
      const isIndiscreet = (error: SeenError) => {
        const text = JSON.stringify(error);
        return (
          /\d{17}[\dXx]|https?:\/\/|tcp:\/\/|postgres(?:ql)?:\/\/|node_modules|\n\s+at /.test(text) ||
          'stacktrace' in (error.extensions ?? {}) ||
          secrets.some((secret) => text.includes(secret))
        );
      };
      const bad = errors.filter(isIndiscreet).map((error) => codeOf(error));
      demand(bad.length === 0, `${bad.length} errors tell too much (${[...new Set(bad)].join(', ')})`);
      return `${errors.length} errors`;
    },
  },
];

function flawsOf(error: SeenError): readonly string[] {
  const { code, origin, retryable, retryAfter } = error.extensions ?? {};
  if (!isErrorCode(code)) return ['an error without a code of the closed list'];
  return [
    ...(isOrigin(origin) ? [] : [`${code} without an origin`]),
    ...(origin === ERROR_KINDS[code].origin || !isOrigin(origin) ? [] : [`${code} with origin ${origin}`]),
    ...(typeof retryable === 'boolean' ? [] : [`${code} does not say whether to retry`]),
    ...(retryAfter === undefined || (typeof retryAfter === 'number' && retryAfter > 0)
      ? []
      : [`${code} with a retryAfter that is no number of seconds`]),
  ];
}

function isOrigin(value: unknown): value is (typeof ERROR_ORIGINS)[number] {
  return ERROR_ORIGINS.some((origin) => origin === value);
}
