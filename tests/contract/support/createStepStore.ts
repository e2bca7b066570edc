import type { PlaceStore } from '../../../adapters/inbound/PlaceStore.ts';
import type { StepAnswer } from '../../../adapters/steps/StepAnswers.ts';
import { createMemoryStore } from '../../adapters/support/createMemoryStore.ts';

/** A place's store in memory, in which a step is known from the moment at which it is asked for. */
export interface StepStore extends PlaceStore {
  /** Everything that the system said of steps by itself, as often as it was taken, in order. */
  readonly told: readonly StepAnswer[];
  /** What was said under keys that nobody asked for. */
  readonly held: readonly StepAnswer[];
  /** To be called before a step is asked for, as its journal does. */
  know(businessKey: string): void;
}

export function createStepStore(): StepStore {
  const { records, inbox, requests, leases, digest } = createMemoryStore();
  const known = new Set<string>();
  const told: StepAnswer[] = [];
  const held: StepAnswer[] = [];
  return {
    told,
    held,
    know: (businessKey) => void known.add(businessKey),
    records,
    inbox,
    requests,
    leases,
    digest,
    steps: {
      take: async (answer) => {
        const isKnown = known.has(answer.businessKey);
        (isKnown ? told : held).push(answer);
        return isKnown ? 'TAKEN' : 'HELD';
      },
    },
  };
}
