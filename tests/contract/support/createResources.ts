import { randomBytes } from 'node:crypto';
import type { AdapterResources } from '../../../adapters/AdapterResources.ts';
import { CONTRACT_NOW } from './contractNow.ts';

/** Resources of an adapter that lives at `CONTRACT_NOW`; what is given wins. */
export const createResources = (given: Partial<AdapterResources> = {}): AdapterResources => ({
  now: () => CONTRACT_NOW,
  nonce: () => randomBytes(12).toString('hex'),
  onBreakerState: () => undefined,
  store: null,
  onInboundFault: () => undefined,
  ...given,
});
