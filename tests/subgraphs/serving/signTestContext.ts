import { createHmac } from 'node:crypto';

/** Signs as domain/callContext.ts describes it, independently of the gateway's code. */
export function signTestContext(content: unknown, key: Uint8Array): string {
  const payload = Buffer.from(JSON.stringify(content)).toString('base64url');
  const mac = createHmac('sha256', key).update(`v1.${payload}`).digest('base64url');
  return `v1.${payload}.${mac}`;
}
