import { connectHousingFund } from '../../../adapters/connect.ts';
import { FUND_CENTRES } from '../../../sandbox/world/fundCentres.ts';
import { housingFundTruth as truth } from '../truth/housingFundTruth.ts';
import type { Connect } from './Connect.ts';
import { CONTRACT_NOW } from './contractNow.ts';
import type { PageQuestion } from './Questions.ts';
import { theWorld } from './theWorld.ts';

/** Everything that a housing fund centre can be asked, apart from schedules. */
export const housingFundQuestions: Connect = (place, resources) => {
  const { read, inbound } = connectHousingFund(place, resources);
  const { jurisdiction, dialect } = place;
  const ofOneDay = dialect === 'exchange-table' || dialect === 'file-drop' ? 'BOOK_ORDER' : 'LATER_NUMBER';
  const centerName = FUND_CENTRES.find(({ code }) => code === jurisdiction)?.name ?? '';
  return {
    inbound,
    lists: [
      {
        name: 'findRecords',
        ask: (holders, signal) => read.findRecords(holders, signal),
        truth: ({ number }, world) => {
          const file = world.findHousingFundFile(jurisdiction, number);
          const asOf = world.dataTime('housing-fund', jurisdiction, CONTRACT_NOW);
          return file === null ? null : truth.findRecords(file, { asOf, centerName });
        },
      },
      {
        name: 'findLoans',
        ask: (holders, signal) => read.findLoans(holders, signal),
        truth: ({ number }, world) => {
          const file = world.findHousingFundFile(jurisdiction, number);
          const asOf = world.dataTime('housing-fund', jurisdiction, CONTRACT_NOW);
          return file === null ? [] : truth.findLoans(file, asOf);
        },
      },
    ],
    pagesAbout: ({ number }) => [
      ...(theWorld.findHousingFundFile(jurisdiction, number)?.accounts ?? []).map(
        (account): PageQuestion => ({
          name: 'findDeposits',
          largestPage: 120,
          ask: (holder, page, signal) => read.findDeposits(holder, account.number, page, signal),
          truth: () => truth.findDeposits(account),
        }),
      ),
      {
        name: 'findWithdrawals',
        largestPage: 100,
        ask: (holder, page, signal) => read.findWithdrawals(holder, page, signal),
        truth: () => {
          const file = theWorld.findHousingFundFile(jurisdiction, number);
          return file === null ? [] : truth.findWithdrawals(file, ofOneDay);
        },
      },
    ],
  };
};
