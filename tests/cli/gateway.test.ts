import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayProcess } from '../gateway/edge/support/GatewayProcess.ts';
import { world } from '../gateway/edge/support/world.ts';
import { bundleProgram } from '../support/bundleProgram.ts';
import { composeTest } from '../support/composeTest.ts';
import { type ServedSubgraph, serveTestSubgraph } from '../support/serveTestSubgraph.ts';

/** Says when the program wants to reach anything but this machine. */
const WATCH = join(import.meta.dirname, '../gateway/edge/programs/watchSockets.ts');

let folder: string;
let supergraph: string;
let subgraphs: readonly ServedSubgraph[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-gateway-command-'));
  subgraphs = await Promise.all(Object.values(world).map(serveTestSubgraph));
  const names = Object.keys(world);
  const sdl = composeTest(
    Object.values(world).map((subgraph, index) => ({
      name: names[index] ?? '',
      sdl: subgraph.sdl,
      url: subgraphs[index]?.url ?? '',
    })),
  );
  supergraph = await write('supergraph.graphql', sdl);
});
afterAll(async () => {
  await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
  await rm(folder, { recursive: true });
});

async function write(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

const ask = async (url: string) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ me { name fund } }' }),
  });
  return response.json();
};

/** Commands of the processes that a process has started. */
function childrenOf(pid: number): readonly string[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'ppid=,comm='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([parent]) => parent === String(pid))
    .map(([, command = '']) => command);
}

describe('tongban gateway', () => {
  it.each(['own', 'reference'])(
    'with the %s executor serves a supergraph in one process, reaches nobody else, and ends with 0 on SIGTERM',
    async (executor) => {
      const gateway = new GatewayProcess({
        args: ['--supergraph', supergraph, '--port', '0', '--executor', executor],
        // What a developer's shell may hold; the command itself has to see to it that nobody is told.
        env: {
          APOLLO_TELEMETRY_DISABLED: undefined,
          APOLLO_KEY: 'service:tongban:abc',
          APOLLO_GRAPH_REF: 'tongban@current',
          APOLLO_SCHEMA_REPORTING: 'true',
          LOG_LEVEL: 'info',
        },
        preload: [await bundleProgram(WATCH)],
      });
      const url = await gateway.url();

      expect(await ask(url)).toEqual({ data: { me: { name: 'Ada', fund: 3 } } });
      expect(childrenOf(gateway.pid)).toEqual([]);
      gateway.kill('SIGTERM');
      expect(await gateway.exit()).toBe(0);
      expect(gateway.stderr).not.toContain('LEAK');
      expect(gateway.stderr).toContain('"msg":"request"');
    },
  );

  it('finds the reference executor among the sources, too', async () => {
    const args = ['--supergraph', supergraph, '--port', '0', '--executor', 'reference'];
    const gateway = new GatewayProcess({ args, program: 'cli/main.ts' });

    expect(await ask(await gateway.url())).toEqual({ data: { me: { name: 'Ada', fund: 3 } } });

    gateway.kill('SIGTERM');
    expect(await gateway.exit()).toBe(0);
  });

  it('would be seen reaching somebody else', async () => {
    const { stderr } = spawnSync(
      process.execPath,
      [
        '--import',
        await bundleProgram(WATCH),
        '--input-type=module',
        '-e',
        "await fetch('http://telemetry.invalid/').catch(() => undefined);",
      ],
      { encoding: 'utf8', cwd: join(import.meta.dirname, '../..') },
    );

    expect(stderr).toContain('LEAK connect telemetry.invalid');
  });

  it('reads its settings from a file, and routes by partitions', async () => {
    const config = await write(
      'gateway.yaml',
      [
        'port: 0',
        'supergraph: supergraph.graphql',
        'partitions: partitions.yaml',
        'logLevel: warn',
        'services: { nobody: "http://127.0.0.1:1/graphql" }',
        'upstreams: { hedged: [fund] }',
        'redis: { url: "redis://127.0.0.1:1" }',
        'subscriptions: { upstreams: { feed: { transport: redis, fields: { ticked: { channel: t, public: true } } } } }',
      ].join('\n'),
    );
    await write('partitions.yaml', `funds:\n  "43": ${subgraphs[1]?.url}\n`);

    const gateway = new GatewayProcess({ args: ['--config', config], env: { LOG_LEVEL: undefined } });
    const url = await gateway.url();
    // The persons of this world have no jurisdiction, so that no place can be meant.
    const answer = await ask(url);
    gateway.kill('SIGINT');

    expect(await gateway.exit()).toBe(0);
    expect(answer).toMatchObject({
      data: { me: { name: 'Ada', fund: null } },
      errors: [{ extensions: { service: 'funds' } }],
    });
    expect(gateway.stderr).toContain('the supergraph has no subgraph nobody');
    expect(gateway.stderr).toContain('the supergraph has no subgraph fund, which the configuration names');
    expect(gateway.stderr).toContain('the supergraph has no subgraph feed, which the configuration names');
    expect(gateway.stderr).toContain('the supergraph has no Subscription.ticked, which Redis is to tell of');
  });

  it.each<[string, () => Promise<readonly string[]>, string]>([
    ['no supergraph', async () => [], 'no supergraph file is given (--supergraph FILE)'],
    [
      'a missing file',
      async () => ['--supergraph', '/nowhere.graphql'],
      '/nowhere.graphql: the supergraph cannot be read (ENOENT)',
    ],
    [
      'a file that is no supergraph',
      async () => ['--supergraph', await write('plain.graphql', 'type Query { a: Int }'), '--port', '0'],
      'plain.graphql is not a supergraph that can be served: ',
    ],
    [
      'a file that is no SDL',
      async () => ['--supergraph', await write('broken.graphql', 'type {'), '--port', '0'],
      'broken.graphql is not a supergraph that can be served: Syntax Error',
    ],
    [
      'a file that is no SDL, whatever the partitions say',
      async () => [
        '--supergraph',
        await write('broken.graphql', 'type {'),
        '--port',
        '0',
        '--partitions',
        await write('good.yaml', 'funds: {}'),
      ],
      'broken.graphql is not a supergraph that can be served: Syntax Error',
    ],
    [
      'partitions of a subgraph that there is not',
      async () => [
        '--supergraph',
        supergraph,
        '--port',
        '0',
        '--partitions',
        await write('other.yaml', 'fnuds: {}'),
      ],
      'other.yaml: the supergraph has no subgraph fnuds; it has ',
    ],
    [
      'broken partitions',
      async () => [
        '--supergraph',
        supergraph,
        '--port',
        '0',
        '--partitions',
        await write('bad.yaml', 'funds:\n  "99": http://a'),
      ],
      'bad.yaml: funds "99": no province has these first two digits',
    ],
    [
      'a bad port',
      async () => ['--supergraph', supergraph, '--port', 'http'],
      '--port: must be a port, 0 to 65535',
    ],
  ])('ends with one line for %s', async (_, args, line) => {
    const gateway = new GatewayProcess({ args: await args(), env: { PORT: undefined } });

    expect(await gateway.exit()).toBe(1);
    expect(gateway.stderr).toContain(line);
    expect(gateway.stderr.trim().split('\n')).toHaveLength(1);
    expect(gateway.stdout).toBe('');
  });

  it('names a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;

    const gateway = new GatewayProcess({ args: ['--supergraph', supergraph, '--port', String(port)] });
    const code = await gateway.exit();
    server.close();

    expect(code).toBe(1);
    expect(gateway.stderr).toBe(`tongban gateway: cannot listen on 127.0.0.1:${port}: the port is taken\n`);
  });
});
