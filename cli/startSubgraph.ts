import type { Logger } from 'pino';
import { TongbanError } from '../domain/TongbanError.ts';

interface RunningSubgraph {
  readonly url: string;
  /** Where the systems that call us reach us, by jurisdiction; only partitioned subgraphs have any. */
  readonly inbound?: Readonly<Partial<Record<string, string>>>;
  stop(): Promise<void>;
}

type Start = (settings: unknown, logger: Logger) => Promise<RunningSubgraph>;

/** Loaded when asked for: a process pays for the subgraph it runs and for no other. */
const SUBGRAPHS: Readonly<Record<string, () => Promise<Start>>> = {
  catalog: async () => {
    const [{ startCatalog }, { readCatalogConfig }] = await Promise.all([
      import('../subgraphs/catalog/main.ts'),
      import('../subgraphs/catalog/config.ts'),
    ]);
    return (settings, logger) => startCatalog(readCatalogConfig(settings), logger);
  },
  people: async () => {
    const [{ startPeople }, { readPeopleConfig }] = await Promise.all([
      import('../subgraphs/people/main.ts'),
      import('../subgraphs/people/config.ts'),
    ]);
    return (settings, logger) => startPeople(readPeopleConfig(settings), logger);
  },
  cases: async () => {
    const [{ startCases }, { readCasesConfig }] = await Promise.all([
      import('../subgraphs/cases/main.ts'),
      import('../subgraphs/cases/config.ts'),
    ]);
    return (settings, logger) => startCases(readCasesConfig(settings), logger);
  },
  'public-security': async () => (await import('../subgraphs/public-security/main.ts')).startPublicSecurity,
  'social-insurance': async () =>
    (await import('../subgraphs/social-insurance/main.ts')).startSocialInsurance,
  'housing-fund': async () => (await import('../subgraphs/housing-fund/main.ts')).startHousingFund,
};

/** The subgraphs that `tongban subgraph NAME` knows. */
export const SUBGRAPH_NAMES: readonly string[] = Object.keys(SUBGRAPHS);

/**
 * Starts one subgraph of ours by name.
 *
 * @throws {TongbanError} BAD_USER_INPUT for an unknown name or a bad configuration.
 */
export async function startSubgraph(
  name: string,
  settings: unknown,
  logger: Logger,
): Promise<RunningSubgraph> {
  const load = SUBGRAPHS[name];
  if (load === undefined) {
    throw new TongbanError(
      'BAD_USER_INPUT',
      `there is no subgraph ${JSON.stringify(name)}; known are ${SUBGRAPH_NAMES.join(', ')}`,
    );
  }
  return (await load())(settings, logger);
}
