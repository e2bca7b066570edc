import type { DiagnosisResources } from '../DiagnosisResources.ts';
import type { Place } from '../Place.ts';
import type { PlaceDiagnosis } from '../PlaceDiagnosis.ts';
import { CHECKS, type Finding } from '../transport/diagnosis/Finding.ts';
import { notTold } from '../transport/diagnosis/notTold.ts';
import { probeAddress } from '../transport/diagnosis/probeAddress.ts';
import { connectionString } from '../transport/exchange-table/connectionString.ts';
import { exchangeTableOptions } from '../transport/exchange-table/exchangeTableOptions.ts';
import { inspectExchange } from '../transport/exchange-table/inspectExchange.ts';
import { missingStore } from './missingStore.ts';

const DEFAULT_PORT = 5_432;
const WITHOUT_QUESTION: readonly Finding[] = [
  {
    check: 'sample query',
    outcome: 'NOTED',
    found: 'not possible: a question is a row that the centre answers at its next run; none was written',
  },
  notTold('1.x and 2.0 differ in keys of contents, and no row was read'),
];

/**
 * Looks at a centre with an exchange table.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} when the address cannot be read or there is no store.
 */
export function diagnoseExchangeTable(
  { url, options: siteOptions }: Place,
  { now, hasStore }: DiagnosisResources,
): PlaceDiagnosis {
  if (!hasStore) throw missingStore('what the centre leaves for us is kept there');
  const { schema, handling } = exchangeTableOptions.parse(siteOptions);
  const { hostname, port } = new URL(connectionString(url));
  const address = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? DEFAULT_PORT : Number(port),
    security: { kind: 'PLAIN', name: 'postgres' },
  } as const;
  const run = async (signal: AbortSignal) => {
    const { findings, isReachable } = await probeAddress(address, signal);
    // Whether PostgreSQL encrypts is known after the sign-in only.
    const reached = findings.filter(({ check }) => check !== 'TLS');
    if (!isReachable) return [...reached, ...WITHOUT_QUESTION];
    const inspected = await inspectExchange({ url, schema, isHandling: handling !== undefined, now });
    return [...reached, ...inspected, ...WITHOUT_QUESTION].toSorted(
      (one, other) => CHECKS.indexOf(one.check) - CHECKS.indexOf(other.check),
    );
  };
  return { sends: true, run };
}
