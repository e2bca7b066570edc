import { expect, it, onTestFinished } from 'vitest';
import { TongbanGateway } from '../../../../gateway/TongbanGateway.ts';
import { composeTest } from '../../../support/composeTest.ts';
import { createTestContext } from '../../../support/createTestContext.ts';
import { federationLink } from '../../../support/federationLink.ts';
import { startTestServer } from '../../../support/startTestServer.ts';
import { clientOf } from '../../execute/differential/clientOf.ts';
import { costlyWorld, wideQuery } from './costlyWorld.ts';

// It never begins, so that whatever nobody waits for is given up at once.
const program = new URL('data:text/javascript,setInterval(() => undefined, 60_000)');
const world = {
  ...costlyWorld,
  events: { sdl: `${federationLink} type Subscription { t: T } type T @key(fields: "id") { id: ID! }` },
};

it.each(['query', 'subscription'] as const)(
  'a %s whose client has left is planned no longer',
  async (kind) => {
    const gateway = new TongbanGateway({
      supergraphSdl: composeTest(Object.entries(world).map(([name, { sdl }]) => ({ name, sdl }))),
      client: clientOf({}),
      planning: { mostMs: () => 600_000, program },
      streams: { patienceMs: 0, routeOf: () => expect.unreachable('no stream is opened') },
    });
    const server = await startTestServer(gateway);
    onTestFinished(() => server.stop());
    const client = new AbortController();
    const { signal } = client;
    const text = wideQuery('a');
    const request = { operationName: undefined, variables: {}, lastEventId: null, eventMs: 10_000 };
    const limits = { maxTokens: 10_000, introspection: true };
    const asked =
      kind === 'query'
        ? server.execute(text, {}, { signal }).then(({ errors }) => errors?.[0]?.extensions)
        : gateway
            .subscribe({
              query: `subscription ${text}`,
              context: createTestContext({ signal }),
              ...request,
              ...limits,
            })
            .catch((error: unknown) => error);

    // The first attempt is made at once, on this thread.
    await new Promise(setImmediate);
    client.abort();

    expect(await asked).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  },
);
