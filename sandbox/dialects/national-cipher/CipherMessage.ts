import { z } from 'zod';
import { sealedData } from './SealedData.ts';

/** A request as it stands on the wire; other fields than these are refused. */
export const cipherMessage = z.strictObject({
  appCode: z.string().min(1).max(64),
  version: z.literal('2.0.0'),
  encType: z.literal('SM4'),
  signType: z.literal('SM2'),
  timestamp: z.string().regex(/^\d{13}$/),
  serviceCode: z.string().min(1).max(32),
  serialNo: z.string().regex(/^[0-9A-Za-z]{16,32}$/),
  data: sealedData,
  signData: z.string().min(1).max(200),
});
export type CipherMessage = z.infer<typeof cipherMessage>;
