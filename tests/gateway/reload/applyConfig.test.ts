import { pino } from 'pino';
import { expect, it } from 'vitest';
import { readConfig } from '../../../gateway/config.ts';
import { createAuthenticator } from '../../../gateway/edge/auth/createAuthenticator.ts';
import { CrossOrigin } from '../../../gateway/edge/CrossOrigin.ts';
import { applyConfig } from '../../../gateway/reload/applyConfig.ts';
import { LastGoodCopies } from '../../../gateway/reload/LastGoodCopies.ts';
import { SettingsInForce } from '../../../gateway/reload/SettingsInForce.ts';
import { createTestIssuer } from '../edge/support/testIssuer.ts';

const log = () => undefined;
const contextSecret = Buffer.alloc(32, 1).toString('base64');
const read = (settings: Record<string, unknown>) =>
  readConfig({ settings: { supergraph: '/s.graphql', ...settings }, env: {} });
const { publicKey, issuer } = await createTestIssuer();
const issuers = [{ issuer, audience: 'tongban', jwks: { keys: [publicKey] } }];

/** A gateway's settings, and what becomes of an edit. */
async function inForce(settings: Record<string, unknown>) {
  const told: string[] = [];
  const users = {
    settings: new SettingsInForce(await read(settings)),
    admission: { forget: () => void told.push('limits') },
    rates: {
      adopt: () => void told.push('rates'),
      takeContextSecret: (secret: Uint8Array) => void told.push(`rates by ${secret[0]}`),
    },
    entityCache: { takeContextSecret: (secret: Uint8Array) => void told.push(`cache by ${secret[0]}`) },
    authenticator: await createAuthenticator([], { log, copies: new LastGoodCopies(log) }),
    crossOrigin: new CrossOrigin([]),
    logger: pino({ level: 'silent' }),
  };
  const edit = async (changed: Record<string, unknown>) =>
    applyConfig({ next: await read(changed), file: 'gateway.yaml', isConfirmed: false }, users);
  return { ...users, edit, told };
}

it('takes no issuers up while it signs nothing: subgraphs could not tell who asks', async () => {
  const { settings, authenticator, edit } = await inForce({});

  await expect(edit({ issuers, contextSecret, limits: { depth: 3 } })).rejects.toThrow(
    'a first context secret, and issuers with it, are taken up at the start only',
  );

  expect(authenticator.authenticator.trusts(issuer)).toBe(false);
  expect([settings.limits.depth, settings.signContext]).toEqual([60, undefined]);
});

it('goes on signing with a secret that was taken out of the file, and says that this waits for a restart', async () => {
  const { settings, edit, told } = await inForce({ contextSecret });

  expect(await edit({ limits: { depth: 3 } })).toBe(
    'in use now: limits; only after a restart: contextSecret',
  );
  expect(settings.limits.depth).toBe(3);
  expect(told).toEqual(['limits']);
  expect(settings.config.contextSecret).toEqual(new Uint8Array(Buffer.alloc(32, 1)));
  expect(settings.signContext).toBeDefined();
});

it('takes what lives on and leaves the rest of an edit, and names both', async () => {
  const { settings, edit } = await inForce({ port: 1 });

  expect(await edit({ port: 2, host: '0.0.0.0', services: { people: 'http://127.0.0.1:1/graphql' } })).toBe(
    'in use now: services; only after a restart: port, host',
  );
  expect([settings.config.port, settings.urlFor('people'), settings.urlFor('toString')]).toEqual([
    1,
    'http://127.0.0.1:1/graphql',
    undefined,
  ]);
});

it('tells whoever counts of other rates', async () => {
  const { edit, told } = await inForce({});

  expect(await edit({ rates: { portals: { 'portal-1': { perMinute: 0 } } } })).toBe('in use now: rates');
  expect(told).toEqual(['rates']);
});

it('tells all who derive something from the context secret of another one, and of no other edit', async () => {
  const { edit, told } = await inForce({ contextSecret });

  expect(await edit({ contextSecret: Buffer.alloc(32, 2).toString('base64') })).toBe(
    'in use now: contextSecret',
  );
  expect(told).toEqual(['rates by 2', 'cache by 2']);
  await edit({ contextSecret: Buffer.alloc(32, 2).toString('base64'), logLevel: 'warn' });
  await edit({});
  expect(told).toEqual(['rates by 2', 'cache by 2']);
});
