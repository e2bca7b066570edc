import { z } from 'zod';
import { secretKey } from './secretKey.ts';

/**
 * Where a server's context keys come from: the master secret shared with the gateway, or, for a place that must not
 * hold it, this endpoint's own key as derived by the gateway's operator. Both are base64. While the secret is changed, `also`
 * is another one of the same kind: contexts under either are accepted, so that gateway and servers need not change at once.
 */
export const contextKeyConfig = z.union([
  z.strictObject({ master: secretKey(32), also: secretKey(32).optional() }),
  z.strictObject({ key: secretKey(32, 32), also: secretKey(32, 32).optional() }),
]);

export type ContextKeyConfig = z.infer<typeof contextKeyConfig>;
