import { afterEach, describe, expect, it } from 'vitest';
import { composeTest } from '../support/composeTest.ts';
import { federationLink } from '../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../support/startTestFederation.ts';

let federation: TestFederation;
afterEach(() => federation.close());

const sdl = (fields: string): string =>
  `${federationLink} type Query { ${fields} } type P @key(fields: "id") { id: ID! name: String }`;

const resolvers = { Query: { me: () => ({ id: '1', name: 'Ada' }), you: () => ({ id: '2', name: 'Bo' }) } };

/** A second supergraph over the same subgraph. */
const extended = (): string =>
  composeTest([{ name: 'a', sdl: sdl('me: P you: P'), url: federation.subgraphs['a']?.url ?? '' }]);

describe('a new supergraph', () => {
  it('is taken into use without a failed request', async () => {
    federation = await startTestFederation({ a: { sdl: sdl('me: P'), resolvers } });
    const before = federation.gateway.state.generationId;
    const answers: unknown[] = [];
    let running = true;
    const loop = (async () => {
      while (running) answers.push(await federation.run('{ me { name } }'));
    })();

    const unknown = await federation.run('{ you { name } }');
    // The subgraph served here knows only `me`: what counts is that the operation is understood and asked for.
    federation.gateway.update(extended());
    const known = await federation.run('{ you { name } me { name } }');
    running = false;
    await loop;

    expect(unknown.errors?.[0]?.extensions?.['code']).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(known.errors?.[0]?.extensions?.['service']).toBe('a');
    expect(answers.length).toBeGreaterThan(0);
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ data: { me: { name: 'Ada' } } })]),
    );
    expect(federation.gateway.state.generationId).not.toBe(before);
  });

  it('leaves requests under way with the one they began with', async () => {
    let release: (() => void) | undefined;
    let arrived: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const reached = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    federation = await startTestFederation({
      a: {
        sdl: sdl('me: P old: Int'),
        resolvers: { Query: { ...resolvers.Query, old: () => 1 } },
        intercept: () => {
          arrived?.();
          return gate;
        },
      },
    });

    const answer = federation.run('{ me { name } old }');
    await reached;
    federation.gateway.update(extended());
    release?.();

    expect(await answer).toEqual({ data: { me: { name: 'Ada' }, old: 1 } });
    expect((await federation.run('{ old }')).errors?.[0]?.extensions?.['code']).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });

  it('that is broken is refused with its reason, and the old one stays', async () => {
    federation = await startTestFederation({ a: { sdl: sdl('me: P'), resolvers } });
    const { generationId } = federation.gateway.state;

    expect(() => federation.gateway.update('type Query { a')).toThrow(/Syntax Error/);
    expect(federation.gateway.state.generationId).toBe(generationId);
    expect(await federation.run('{ me { name } }')).toEqual({ data: { me: { name: 'Ada' } } });
  });
});

describe('addresses', () => {
  it('of the configuration go before those of the supergraph', async () => {
    let url: string | undefined;
    federation = await startTestFederation(
      { a: { sdl: sdl('me: P'), resolvers } },
      { urlFor: (service) => (service === 'a' ? url : undefined) },
    );

    const before = await federation.run('{ me { name } }');
    url = 'http://127.0.0.1:1/';
    const after = await federation.run('{ me { name } }');

    expect(before).toEqual({ data: { me: { name: 'Ada' } } });
    expect(after.errors?.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual([
      [['me'], 'JURISDICTION_UNAVAILABLE'],
    ]);
  });

  it('that are nowhere given make a subgraph not connected', async () => {
    federation = await startTestFederation({ a: { sdl: sdl('me: P'), resolvers } });
    federation.gateway.update(composeTest([{ name: 'a', sdl: sdl('me: P') }]));

    const { errors } = await federation.run('{ me { name } }');

    expect(errors?.map(({ message }) => message)).toEqual(['a has no address']);
  });
});

it('remembers operations by their text and name', async () => {
  federation = await startTestFederation({ a: { sdl: sdl('me: P'), resolvers } });

  await federation.run('{ me { name } }');
  await federation.run('{ me { name } }');

  expect(federation.gateway.state.cache).toEqual({ hits: 1, misses: 1, size: 1 });
});
