import { z } from 'zod';
import { countSetting } from '../../countSetting.ts';

const OPERATION = 'must be the name of an operation';
const operation = z.string(OPERATION).regex(/^[_A-Za-z]\w*$/, OPERATION);

/** What this process can bear; near it requests are refused by what they are, beyond it all are. */
export const overloadSettings = z.strictObject({
  /** Requests worked on at one time. */
  requests: countSetting(2_000),
  /** How late the event loop may be, averaged over about a second, in ms. */
  lagMs: countSetting(1_000),
  /** Of the memory that this process may have, its own heap limit or that of its container. */
  memoryShare: z.number('must be a number').gt(0, 'must be above 0').max(1, 'must be at most 1').default(0.9),
  /** A page of so many entries is an export. */
  exportSize: countSetting(500),
  /** Names of operations that are exports whatever they ask for. */
  exports: z.array(operation).default([]),
});

export type OverloadSettings = z.output<typeof overloadSettings>;
