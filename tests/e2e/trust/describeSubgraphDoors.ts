import { createHmac, hkdfSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Parts } from '../../support/startParts.ts';

let parts: Parts;

/** Whom the endpoints of subgraphs let in. @param given - parts that run. */
export function describeSubgraphDoors(given: () => Parts): void {
  describe('the doors of subgraphs', () => {
    beforeAll(async () => {
      parts = given();
    });

    it.each([
      ['nothing', () => undefined],
      ['a context for another place', ({ other }: Door) => sign(other)],
      ["another place's context, renamed", ({ audience, other }: Door) => sign(audience, {}, keyOf(other))],
      [
        'a context that has expired',
        ({ audience }: Door) => sign(audience, { iat: now() - 60, exp: now() - 30 }),
      ],
      [
        'a context that is not valid yet',
        ({ audience }: Door) => sign(audience, { iat: now() + 60, exp: now() + 90 }),
      ],
      ['a context that lasts for a day', ({ audience }: Door) => sign(audience, { exp: now() + 86_400 })],
      [
        'a context under a key that anybody knows',
        ({ audience }: Door) => sign(audience, {}, Buffer.alloc(32)),
      ],
      ['a context with another caller written into it', ({ audience }: Door) => tampered(sign(audience))],
      ['a context without its signature', ({ audience }: Door) => sign(audience).replace(/\.[^.]*$/, '.')],
      ["a citizen's token", () => `Bearer ${'a'.repeat(40)}`],
    ])('every endpoint refuses %s, and asks no system anything', async (_, contextOf) => {
      await fetch(`${parts.sandbox}/calls/reset`, { method: 'POST' });
      const audiences = [...parts.endpoints.keys()];
      expect(audiences.length).toBe(100);

      const answers = await Promise.all(
        audiences.map(async (audience, index) => {
          const other = audiences[(index + 1) % audiences.length] ?? '';
          return knock(parts.endpoints.get(audience) ?? '', contextOf({ audience, other }));
        }),
      );

      expect(new Set(answers)).toEqual(new Set([`401 ${REFUSAL}`]));
      expect(z.array(z.unknown()).parse(await (await fetch(`${parts.sandbox}/calls`)).json())).toEqual([]);
    });

    it('every endpoint opens for a context of its own', async () => {
      const answers = await Promise.all(
        [...parts.endpoints].map(([audience, url]) => knock(url, sign(audience), '{ __typename }')),
      );

      expect(new Set(answers)).toEqual(new Set(['200 {"data":{"__typename":"Query"}}\n']));
    });
  });
}

interface Door {
  readonly audience: string;
  readonly other: string;
}

const REFUSAL = JSON.stringify({
  errors: [
    {
      message: 'The call context is missing or not valid',
      extensions: { code: 'UNAUTHENTICATED', origin: 'PORTAL', retryable: false },
    },
  ],
});

const now = () => Math.floor(Date.now() / 1_000);

/** As domain/callContext.ts describes it, independently of the gateway's code. */
const keyOf = (audience: string) =>
  Buffer.from(hkdfSync('sha256', parts.contextSecret, '', `tongban-context:${audience}`, 32));

function sign(audience: string, changes: object = {}, key: Uint8Array = keyOf(audience)): string {
  const content = {
    aud: audience,
    iat: now(),
    exp: now() + 30,
    budgetMs: 5_000,
    caller: { issuer: 'i', subject: 's', portal: 'p', scopes: ['clerk'], purpose: 'self' },
    requestId: 'knock',
    ...changes,
  };
  const signed = `v1.${Buffer.from(JSON.stringify(content)).toString('base64url')}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}

function tampered(context: string): string {
  const [version, payload = '', mac] = context.split('.');
  const content = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  const changed = { ...content, caller: { ...content.caller, subject: 'citizen' } };
  return [version, Buffer.from(JSON.stringify(changed)).toString('base64url'), mac].join('.');
}

async function knock(url: string, context: string | undefined, query = EVERYTHING): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(context && { 'tongban-context': context }) },
    body: JSON.stringify({ query }),
  });
  return `${answer.status} ${await answer.text()}`;
}

const EVERYTHING = '{ _service { sdl } _entities(representations: []) { __typename } }';
