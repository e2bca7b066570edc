import { z } from 'zod';

const hex = z.string().regex(/^(?:[0-9a-f]{2})+$/i);

/** `data` of a message: the business object encrypted, and in envelopes its key. */
export const sealedData = z.object({ encData: hex, encKey: hex.optional() });
export type SealedData = z.infer<typeof sealedData>;
