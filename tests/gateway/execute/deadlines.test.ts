import { EventEmitter, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { HttpUpstreamClient } from '../../../gateway/upstream/HttpUpstreamClient.ts';
import { federationLink } from '../../support/federationLink.ts';
import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

let federation: TestFederation;
afterEach(() => federation.close());

const people: TestSubgraph = {
  sdl: `${federationLink} type Query { me: P } type P @key(fields: "id") { id: ID! name: String }`,
  resolvers: { Query: { me: () => ({ id: '1', name: 'Ada' }) } },
};

const funds = (intercept: TestSubgraph['intercept']): TestSubgraph => ({
  sdl: `${federationLink} type P @key(fields: "id") { id: ID! fund: Int }`,
  ...(intercept && { intercept }),
});

const care: TestSubgraph = {
  sdl: `${federationLink} type P @key(fields: "id") { id: ID! care: Int }`,
  resolvers: { P: { __resolveReference: ({ id }: { id: string }) => ({ id, care: 3 }) } },
};

/** Settles once the socket that carried a request is gone. */
async function closed({ socket }: IncomingMessage): Promise<void> {
  if (!socket.closed) await once(socket, 'close');
}

/** A subgraph that never answers, and the first request that reached it. */
function hanging() {
  let arrive: ((incoming: IncomingMessage) => void) | undefined;
  const reached = new Promise<IncomingMessage>((resolve) => {
    arrive = resolve;
  });
  const subgraph = funds((_, __, incoming) => {
    arrive?.(incoming);
    return new Promise(() => {});
  });
  return { reached, subgraph };
}

describe('a request', () => {
  it('that runs out of time gets DEADLINE_EXCEEDED for what is open, and the rest', async () => {
    const { reached, subgraph } = hanging();
    const ended = new EventEmitter();
    const client = new HttpUpstreamClient({
      observer: { onStart() {}, onEnd: (service) => void ended.emit(service), onBreakers() {} },
    });
    federation = await startTestFederation({ people, funds: subgraph, care }, { client });
    const deadline = new AbortController();
    const careAnswered = once(ended, 'care');

    const answer = federation.run('{ me { name fund care } }', {}, { signal: deadline.signal });
    const [incoming] = await Promise.all([reached, careAnswered]);
    deadline.abort(new TongbanError('DEADLINE_EXCEEDED', 'The request ran out of time'));

    expect(await answer).toEqual({
      data: { me: { name: 'Ada', fund: null, care: 3 } },
      errors: [
        {
          message: 'The request ran out of time',
          path: ['me'],
          extensions: {
            code: 'DEADLINE_EXCEEDED',
            origin: 'GATEWAY',
            retryable: true,
            service: 'funds',
            traceId: 'r1',
            fields: ['fund'],
          },
        },
      ],
    });
    await closed(incoming);
  });

  it('that ran out of time before anything was asked sends nothing', async () => {
    federation = await startTestFederation({ people, care });

    const answer = await federation.run('{ me { name care } }', {}, { deadlineAt: performance.now() - 1 });

    expect(answer.data).toEqual({ me: null });
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual([
      [['me'], 'DEADLINE_EXCEEDED'],
    ]);
    expect(federation.subgraphs['people']?.requests).toEqual([]);
  });

  it('whose client went away closes the sockets that it had opened', async () => {
    const { reached, subgraph } = hanging();
    federation = await startTestFederation({ people, funds: subgraph });
    const client = new AbortController();

    const answer = federation.run('{ me { fund } }', {}, { signal: client.signal });
    const incoming = await reached;
    client.abort();

    await answer;
    await closed(incoming);
  });

  it('asks no further subgraph once its time is over', async () => {
    const deadline = new AbortController();
    const stopping: TestSubgraph = {
      ...people,
      answer: (answer) => {
        deadline.abort(new TongbanError('DEADLINE_EXCEEDED', 'The request ran out of time'));
        return answer;
      },
    };
    federation = await startTestFederation({ people: stopping, care });

    const { errors } = await federation.run('{ me { care } }', {}, { signal: deadline.signal });

    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['DEADLINE_EXCEEDED']);
    expect(federation.subgraphs['care']?.requests).toEqual([]);
  });

  it('tells a Chinese caller in Chinese', async () => {
    federation = await startTestFederation({ people, care });

    const { errors } = await federation.run(
      '{ me { name } }',
      {},
      { deadlineAt: performance.now() - 1, language: 'zh-CN' },
    );

    expect(errors?.map(({ message }) => message)).toEqual(['处理超时']);
  });
});

describe('a subgraph', () => {
  it.each([
    ['an error page', '<html>no</html>', 'text/html', 502],
    ['broken JSON', '{"data":', 'application/json', 200],
    ['something else', '[1]', 'application/json', 200],
  ])(
    'that answers %s is unavailable, and nothing of its page or address is told',
    async (_, body, type, status) => {
      const broken = funds((__, response) => {
        response.writeHead(status, { 'content-type': type }).end(body);
      });
      federation = await startTestFederation({ people, funds: broken });

      const { data, errors } = await federation.run('{ me { name fund } }');

      expect(data).toEqual({ me: { name: 'Ada', fund: null } });
      expect(errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
        [
          ['me'],
          {
            code: 'JURISDICTION_UNAVAILABLE',
            origin: 'NETWORK',
            retryable: true,
            service: 'funds',
            traceId: 'r1',
            fields: ['fund'],
          },
        ],
      ]);
      expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|html>/);
    },
  );

  it('that is down costs one error for each root field', async () => {
    federation = await startTestFederation({ people, care });
    await federation.subgraphs['people']?.close();

    const { data, errors } = await federation.run('{ a: me { name } b: me { name } __typename }');

    expect(data).toEqual({ a: null, b: null, __typename: 'Query' });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual([
      [['a'], 'JURISDICTION_UNAVAILABLE'],
      [['b'], 'JURISDICTION_UNAVAILABLE'],
    ]);
  });
});
