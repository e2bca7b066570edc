import { connectSocialInsurance } from '../../../adapters/connect.ts';
import { socialInsuranceTruth as truth } from '../truth/socialInsuranceTruth.ts';
import type { Connect } from './Connect.ts';
import { CONTRACT_NOW } from './contractNow.ts';
import type { ListQuestion } from './Questions.ts';
import { theWorld } from './theWorld.ts';

const WITHOUT_FILTER = { scheme: null, from: null, to: null };

/** Everything that a social insurance system can be asked. */
export const socialInsuranceQuestions: Connect = (place, resources) => {
  const { read, inbound } = connectSocialInsurance(place, resources);
  const { jurisdiction } = place;
  const truthBy =
    (
      part: (typeof truth)[Exclude<keyof typeof truth, 'findContributions'>],
      none: null | readonly never[],
    ): ListQuestion['truth'] =>
    ({ number }, world) => {
      const file = world.findSocialInsuranceFile(jurisdiction, number);
      const asOf = world.dataTime('social-insurance', jurisdiction, CONTRACT_NOW);
      return file === null ? none : part(file, asOf);
    };
  return {
    inbound,
    lists: [
      {
        name: 'findInsuredPersons',
        ask: (holders, signal) => read.findInsuredPersons(holders, signal),
        truth: truthBy(truth.findInsuredPersons, null),
      },
      {
        name: 'findPensionAccounts',
        ask: (holders, signal) => read.findPensionAccounts(holders, signal),
        truth: truthBy(truth.findPensionAccounts, null),
      },
      {
        name: 'findBenefits',
        ask: (holders, signal) => read.findBenefits(holders, signal),
        truth: truthBy(truth.findBenefits, []),
      },
      {
        name: 'findSocialSecurityCards',
        ask: (holders, signal) => read.findSocialSecurityCards(holders, signal),
        truth: truthBy(truth.findSocialSecurityCards, null),
      },
      {
        name: 'findEligibilityChecks',
        ask: (holders, signal) => read.findEligibilityChecks(holders, signal),
        truth: truthBy(truth.findEligibilityChecks, null),
      },
    ],
    pagesAbout: ({ number }) => [
      {
        name: 'findContributions',
        largestPage: 120,
        ask: (holder, page, signal) => read.findContributions(holder, WITHOUT_FILTER, page, signal),
        truth: () => {
          const file = theWorld.findSocialInsuranceFile(jurisdiction, number);
          return file === null ? [] : truth.findContributions(file);
        },
      },
    ],
  };
};
