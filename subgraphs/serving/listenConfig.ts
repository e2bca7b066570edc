import { z } from 'zod';

/** Where a server listens: loopback and a free port unless told otherwise. */
export const listenConfig = z.strictObject({
  host: z.string().min(1).default('127.0.0.1'),
  port: z.int().min(0).max(65_535).default(0),
});
