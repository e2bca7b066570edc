import { isAbsolute } from 'node:path';
import { z } from 'zod';

const url = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });
const word = z.string().min(1, 'must not be empty');

/** Materials of cases: where they lie, and what they may be. */
export const filesConfig = z.strictObject({
  store: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('disk'),
      /** Shared by all servers of cases and workers. */
      folder: z.string().refine(isAbsolute, 'must be an absolute path'),
    }),
    z.strictObject({
      kind: z.literal('s3'),
      endpoint: url,
      bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket'),
      /** Before the name of every object. */
      prefix: z
        .string()
        .regex(/^([\w-]+\/)*$/, 'must be words that each end with /')
        .default(''),
      region: word.default('us-east-1'),
      accessKeyId: word,
      secretAccessKey: word,
    }),
  ]),
  /** Of one file. */
  maxBytes: z.int().min(1).max(1_073_741_824).default(20_971_520),
  /** Of one caller, in no case yet. */
  maxUnbound: z.int().min(1).max(10_000).default(100),
  /** How long a signed URL may be used. */
  urlSeconds: z.int().min(10).max(86_400).default(600),
  /** The gateway's origin as clients reach it; without it, signed URLs are paths there. */
  publicUrl: url.transform((text) => new URL(text).origin).optional(),
  /** A virus scanner or the like; without it nothing is scanned, and materials say so. */
  scan: z
    .union([
      z.strictObject({
        /** Gets the content by POST: 2xx lets it pass, 422 refuses it, all else is tried again later. */
        url,
        timeoutSeconds: z.int().min(1).max(600).default(60),
      }),
      z.strictObject({
        /** Program and arguments, without a shell; gets the content on its standard input: 0 lets it pass, 1 refuses it. */
        command: z.array(z.string()).min(1),
        timeoutSeconds: z.int().min(1).max(600).default(60),
      }),
    ])
    .optional(),
  /** After which a file that is in no case is removed. */
  keepUnboundHours: z.number().positive().max(8_760).default(24),
});

export type FilesConfig = Readonly<z.infer<typeof filesConfig>>;
