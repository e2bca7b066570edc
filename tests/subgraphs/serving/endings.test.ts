import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { withSubgraph } from './withSubgraph.ts';

const { serve, sign, ask, executed, progress } = withSubgraph();

describe('deadline', () => {
  const deadline = expect.objectContaining({ code: 'DEADLINE_EXCEEDED' });

  it('aborts 50 ms before the budget of the context is used up', async () => {
    const { body } = await ask(await serve(), '{ wait }', {}, { budgetMs: 120 });

    expect(body).toEqual({
      data: { wait: null },
      errors: [
        expect.objectContaining({
          path: ['wait'],
          extensions: { code: 'DEADLINE_EXCEEDED', origin: 'GATEWAY', retryable: true },
        }),
      ],
    });
  });

  it('executes nothing when the budget is used up on arrival', async () => {
    const { status } = await ask(await serve(), '{ place }', {}, { budgetMs: 50 });

    expect([status, executed]).toEqual([503, []]);
  });

  it('aborts when the caller hangs up', async () => {
    const server = await serve();
    const started = once(progress, 'waiting');
    const aborted = once(progress, 'aborted');
    const call = httpRequest(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'tongban-context': sign('people') },
    });
    call.on('error', () => {});
    call.end('{"query":"{ wait }"}');
    await started;
    call.destroy();

    expect(await aborted).toEqual([deadline]);
  });
});

describe('stop', () => {
  it('lets an open call finish, closes idle connections, and refuses new ones', async () => {
    const server = await serve();
    const agent = new Agent({ keepAlive: true });
    const idle = httpRequest(`${server.url}/health`, { agent });
    idle.end();
    const [health] = await once(idle, 'response');
    health.resume();
    const started = once(progress, 'waiting');
    const open = ask(server, '{ wait place }', {}, { budgetMs: 300 });
    await started;

    await server.stop();
    await server.stop();

    expect((await open).body).toMatchObject({ data: { place: 'people' } });
    await expect(fetch(`${server.url}/health`)).rejects.toThrow('fetch failed');
    agent.destroy();
  });

  it('aborts what does not finish in time', async () => {
    const server = await serve({ drainMs: 20 });
    const started = once(progress, 'waiting');
    const open = ask(server, '{ wait }');
    await started;

    await server.stop();

    expect((await open).body).toMatchObject({ errors: [{ message: 'The server is stopping' }] });
  });
});
