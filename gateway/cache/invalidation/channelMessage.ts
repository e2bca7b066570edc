import { z } from 'zod';
import { changedEntities } from './changedEntities.ts';

/** What is told over the channel, by a gateway with a name that it gave itself. */
export const channelMessage = changedEntities.extend({ from: z.string().max(64).optional() });
