import { z } from 'zod';

const SIGN_SCHEMES = ['hmac-sha256', 'md5-concat', 'sha256-sandwich'] as const;
export type SignScheme = (typeof SIGN_SCHEMES)[number];

/** Where the requester id travels in a header, which holds printable ASCII only. */
const PRINTABLE = /^[\x21-\x7e]+$/;

/**
 * What differs between places of this dialect; unknown options are refused, because a misspelled one would silently
 * leave its default in force.
 *
 * @see docs/dialects/data-exchange.md, 7
 */
export const dataExchangeOptions = z
  .strictObject({
    /** 请求方标识. */
    requesterId: z.string().min(1).max(64),
    /** Used as UTF-8 bytes. */
    secret: z.string().min(16).max(128),
    signScheme: z.enum(SIGN_SCHEMES).default('hmac-sha256'),
    /** Whether `data` is an array or a text that holds one. */
    wrapper: z.enum(['plain', 'json-string']).default('plain'),
    /** 批量上限: holders per call. */
    batchLimit: z.int().min(1).max(50).default(50),
  })
  .refine(({ requesterId, signScheme }) => signScheme === 'md5-concat' || PRINTABLE.test(requesterId), {
    path: ['requesterId'],
    message: 'must be printable ASCII where it travels in a header',
  });
export type DataExchangeOptions = z.output<typeof dataExchangeOptions>;
