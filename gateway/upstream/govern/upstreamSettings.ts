import { constants } from 'node:buffer';
import { z } from 'zod';
import { countSetting } from '../../countSetting.ts';
import { settingName } from '../../settingName.ts';

/** As long as a deadline may be. */
const LONGEST_MS = 300_000;

/** How one endpoint of a subgraph is spared; every endpoint has all of it for itself. */
export const upstreamSettings = z
  .strictObject({
    /** Calls under way at one endpoint, and sockets: never more than this. */
    mostInFlight: countSetting(64),
    /** The limit adapts to how fast the endpoint answers, and never falls below this. */
    leastInFlight: countSetting(16),
    /** Calls that may wait for their turn at one endpoint. */
    mostWaiting: countSetting(5_000),
    /** How long one waits at most, in ms; its own deadline may be earlier. */
    waitMs: countSetting(4_000, LONGEST_MS),
    /** One answer may be so large; what is larger is refused while it arrives. */
    answerBytes: countSetting(8 * 2 ** 20, constants.MAX_STRING_LENGTH),
    /** Of all answers to one request of a client, or to one event, whichever endpoints they come from; never less than `answerBytes`. */
    allAnswersBytes: countSetting(32 * 2 ** 20),
    /** Whether equal reads of one caller that are under way at the same time are one call. */
    joinReads: z.boolean('must be true or false').default(true),
    /** Subgraphs whose slow reads are asked for a second time after their p95. */
    hedged: z.array(settingName).default([]),
  })
  .refine(({ leastInFlight, mostInFlight }) => leastInFlight <= mostInFlight, {
    path: ['leastInFlight'],
    message: 'must not be above mostInFlight',
  });

export type UpstreamSettings = z.output<typeof upstreamSettings>;
