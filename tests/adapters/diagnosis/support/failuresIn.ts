import type { Finding } from '../../../../adapters/transport/diagnosis/Finding.ts';

/** What failed, as an operator sees it. */
export const failuresIn = (findings: readonly Finding[]) =>
  findings
    .filter(({ outcome }) => outcome === 'FAILED')
    .map(({ check, found, next }) => ({ check, found, next }));
