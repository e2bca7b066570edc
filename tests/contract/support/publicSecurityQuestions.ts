import { connectPublicSecurity } from '../../../adapters/connect.ts';
import { publicSecurityTruth as truth } from '../truth/publicSecurityTruth.ts';
import type { Connect } from './Connect.ts';
import { CONTRACT_NOW } from './contractNow.ts';
import type { ListQuestion } from './Questions.ts';

/** Everything that a public security system can be asked. */
export const publicSecurityQuestions: Connect = (place, resources) => {
  const { read, inbound } = connectPublicSecurity(place, resources);
  const { jurisdiction } = place;
  const truthBy =
    (part: (typeof truth)[keyof typeof truth], none: null | readonly never[]): ListQuestion['truth'] =>
    ({ number }, world) => {
      const file = world.findPublicSecurityFile(jurisdiction, number);
      const asOf = world.dataTime('public-security', jurisdiction, CONTRACT_NOW);
      return file === null ? none : part(file, asOf);
    };
  return {
    inbound,
    lists: [
      {
        name: 'findRecords',
        ask: (holders, signal) => read.findRecords(holders, signal),
        truth: truthBy(truth.findRecords, null),
      },
      {
        name: 'findHukou',
        ask: (holders, signal) => read.findHukou(holders, signal),
        truth: truthBy(truth.findHukou, null),
      },
      {
        name: 'findIdentityCards',
        ask: (holders, signal) => read.findIdentityCards(holders, signal),
        truth: truthBy(truth.findIdentityCards, null),
      },
      {
        name: 'findResidencePermits',
        ask: (holders, signal) => read.findResidencePermits(holders, signal),
        truth: truthBy(truth.findResidencePermits, null),
      },
      {
        name: 'findVehicles',
        ask: (holders, signal) => read.findVehicles(holders, signal),
        truth: truthBy(truth.findVehicles, []),
      },
    ],
    pagesAbout: () => [],
  };
};
