import { describe, expect, it } from 'vitest';
import { callSubgraph } from './callSubgraph.ts';
import { withSubgraph } from './withSubgraph.ts';

const { serve, endpoint, sign, ask, executed, logged } = withSubgraph();
const UNAUTHENTICATED = {
  message: 'The call context is missing or not valid',
  extensions: { code: 'UNAUTHENTICATED', origin: 'PORTAL', retryable: false },
};

describe('the signed context', () => {
  it.each([
    ['a field', '{ place }'],
    ['the SDL', '{ _service { sdl } }'],
    ['entities', '{ _entities(representations: []) { __typename } }'],
  ])('is needed for %s', async (_, query) => {
    const server = await serve();

    const answer = await callSubgraph(`${server.url}/graphql`, undefined, query);

    expect([answer, executed]).toEqual([{ status: 401, body: { errors: [UNAUTHENTICATED] } }, []]);
  });

  it('opens one endpoint of several, each by its own key', async () => {
    const server = await serve({
      endpoints: [endpoint('/43/graphql', 'housing-fund/43'), endpoint('/4307/graphql', 'housing-fund/4307')],
    });
    const forPlace = sign('housing-fund/4307');

    const [own, other] = await Promise.all([
      callSubgraph(`${server.url}/4307/graphql`, forPlace, '{ place }'),
      callSubgraph(`${server.url}/43/graphql`, forPlace, '{ place }'),
    ]);

    expect([own.body, other.status, executed]).toEqual([
      { data: { place: 'housing-fund/4307' } },
      401,
      ['housing-fund/4307'],
    ]);
  });

  it('that was captured opens its own endpoint for half a minute, and neither another one nor a later request', async () => {
    let now = Date.now();
    const server = await serve({
      endpoints: [endpoint('/43/graphql', 'housing-fund/43'), endpoint('/44/graphql', 'housing-fund/44')],
      now: () => now,
    });
    const captured = sign('housing-fund/43');
    const replay = async (path: string) =>
      (await callSubgraph(`${server.url}${path}`, captured, '{ place }')).status;

    expect([await replay('/43/graphql'), await replay('/43/graphql'), await replay('/44/graphql')]).toEqual([
      200, 200, 401,
    ]);
    now += 36_000;
    expect(await replay('/43/graphql')).toBe(401);
    expect(logged.join('')).toContain('"reason":"expired"');
  });

  it('tells the log why it was refused, without the header', async () => {
    const server = await serve();
    const header = sign('catalog');

    await callSubgraph(`${server.url}/graphql`, header, '{ place }');

    expect(logged.join('')).toContain('"status":401,"reason":"signature"');
    expect(logged.join('')).not.toContain(header.split('.')[1]);
  });

  it('lets the SDL be read when it is valid', async () => {
    const { body } = await ask(await serve(), '{ _service { sdl } }');

    expect(body).toEqual({ data: { _service: { sdl: expect.stringContaining('type Record') } } });
  });
});
