import { readFile } from 'node:fs/promises';
import { pino } from 'pino';
import { type SubgraphServer, serveSubgraph } from '../../../subgraphs/serveSubgraph.ts';
import { contextKeyFor } from '../../../subgraphs/serving/contextKeyFor.ts';

const SDL = new URL('../../../schema/housing-fund.graphql', import.meta.url);

/**
 * A centre's server one release back: the contract of today without loans, without the paging of withdrawals, and
 * without the employer of an account.
 *
 * @param contextMaster - base64.
 */
export async function serveOlderCentre(prefix: string, contextMaster: string): Promise<SubgraphServer> {
  const audience = `housing-fund/${prefix}`;
  const master = new Uint8Array(Buffer.from(contextMaster, 'base64'));
  return serveSubgraph({
    sdl: older(await readFile(SDL, 'utf8')),
    resolvers: {
      HousingFundRecord: {
        __resolveReference: (reference: object) => ({
          ...reference,
          asOf: '2026-01-01T00:00:00Z',
          centerName: 'one release back',
          accounts: [{ ...reference, accountNumber: 'A1', state: 'ACTIVE', balance: '12.30' }],
        }),
      },
    },
    endpoints: [
      {
        path: '/graphql',
        audience,
        contextKey: contextKeyFor(audience, { master }),
        createContext: () => ({}),
      },
    ],
    logger: pino({ level: 'silent' }),
  });
}

function older(sdl: string): string {
  const cuts = [
    /\n {2}"贷款, in order of start\."\n {2}loans: \[HousingFundLoan!\]/,
    /(?<=withdrawals)\([^)]*\)(?=: WithdrawalConnection)/,
    /\n {2}"缴存单位"\n {2}depositingEmployer: DepositingEmployer/,
  ];
  return cuts.reduce((text, cut) => {
    if (!cut.test(text)) throw new Error(`the contract has no ${cut.source} any more`);
    return text.replace(cut, '');
  }, sdl);
}
