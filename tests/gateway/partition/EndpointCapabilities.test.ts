import type { FormattedExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { EndpointCapabilities } from '../../../gateway/partition/EndpointCapabilities.ts';
import type { UpstreamClient } from '../../../gateway/upstream/UpstreamClient.ts';
import { NEWER_SDL, OLDER_SDL } from './releases.ts';

const endpoint = { service: 'housing-fund', prefix: '43', url: 'http://43/' };
const other = { service: 'housing-fund', prefix: '44', url: 'http://44/' };
const signal = new AbortController().signal;

type Answer = () => Promise<FormattedExecutionResult>;
const telling =
  (sdl: string): Answer =>
  async () => ({ data: { _service: { sdl } } });
const away: Answer = () => Promise.reject(new TongbanError('JURISDICTION_UNAVAILABLE', 'away'));
const untold: Answer = async () => ({ errors: [{ message: 'no such field' }] });
const silent: Answer = () => new Promise(() => undefined);

function know(first: Answer, firstUseMs = 5_000) {
  const asked: string[] = [];
  const lines: string[] = [];
  const world = { answer: first, time: 0 };
  const client: UpstreamClient = {
    send: ({ url, query, operation }, _context, ending) => {
      asked.push(`${operation} ${query} at ${url}`);
      const ended = new Promise<never>((_, reject) => {
        ending.addEventListener('abort', () => reject(ending.reason));
      });
      return Promise.race([world.answer(), ended]);
    },
  };
  const log = (line: string) => lines.push(line);
  const capabilities = new EndpointCapabilities({ client, log, firstUseMs, now: () => world.time });
  return { capabilities, asked, lines, world };
}

describe('EndpointCapabilities', () => {
  it('asks once, however many ask at the same time, and shares a release between places', async () => {
    const { capabilities, asked } = know(telling(NEWER_SDL));

    const [a, b, c] = await Promise.all(
      [endpoint, endpoint, other].map((one) => capabilities.offeredBy(one, signal)),
    );

    expect(a).toBeDefined();
    expect([b, c]).toEqual([a, a]);
    expect(b === a && c === a).toBe(true);
    expect(asked).toEqual([
      'root { _service { sdl } } at http://43/',
      'root { _service { sdl } } at http://44/',
    ]);
  });

  it.each([
    ['is away', away],
    ['does not tell', untold],
  ])(
    'assumes the full contract of a place that %s, and asks again later without waiting',
    async (_, answer) => {
      const { capabilities, asked, world } = know(answer);

      expect(await capabilities.offeredBy(endpoint, signal)).toBeUndefined();
      world.time = 4_999;
      expect(await capabilities.offeredBy(endpoint, signal)).toBeUndefined();
      expect(asked).toHaveLength(1);

      world.time = 5_000;
      world.answer = telling(NEWER_SDL);
      expect(await capabilities.offeredBy(endpoint, signal)).toBeUndefined();
      expect(await capabilities.offeredBy(endpoint, signal)).toBeDefined();
      expect(asked).toHaveLength(2);
    },
  );

  it('does not wait for a silent place, and lets go of it at the end', async () => {
    const { capabilities } = know(silent, 1);

    expect(await capabilities.offeredBy(endpoint, signal)).toBeUndefined();
    const refreshed = capabilities.refresh([endpoint]);
    capabilities.close();

    await refreshed;
  });

  it('asks ahead what was never asked, so that nobody waits later', async () => {
    const { capabilities, asked } = know(telling(NEWER_SDL));
    const places = Array.from({ length: 9 }, (_, index) => ({ ...endpoint, url: `http://${index}/` }));
    await capabilities.offeredBy(other, signal);

    await capabilities.prepare([other, ...places]);
    await capabilities.prepare(places);
    const offered = await Promise.all(places.map((place) => capabilities.offeredBy(place, signal)));

    expect(new Set(offered).size).toBe(1);
    expect(asked.map((line) => line.split(' at ')[1])).toEqual([other, ...places].map(({ url }) => url));
  });

  it('asks ahead only until it is closed', async () => {
    const { capabilities, asked } = know(silent);
    const places = Array.from({ length: 9 }, (_, index) => ({ ...endpoint, url: `http://${index}/` }));

    const asking = capabilities.prepare(places);
    capabilities.close();
    await asking;

    expect(asked).toHaveLength(4);
  });

  it('refreshes what is in use, keeps it while a place is away and forgets the rest', async () => {
    const { capabilities, asked, world } = know(telling(NEWER_SDL));
    const newer = await capabilities.offeredBy(endpoint, signal);
    await capabilities.offeredBy(other, signal);

    world.answer = away;
    await capabilities.refresh([endpoint]);
    expect(await capabilities.offeredBy(endpoint, signal)).toBe(newer);
    world.answer = telling(OLDER_SDL);
    await capabilities.refresh([endpoint]);
    expect((await capabilities.offeredBy(endpoint, signal))?.hash).not.toBe(newer?.hash);
    expect(asked.filter((line) => line.endsWith(other.url))).toHaveLength(1);
  });

  it('learns at once after a refusal, but not again and again where nothing is new', async () => {
    const { capabilities, asked, world } = know(telling(NEWER_SDL));
    const newer = await capabilities.offeredBy(endpoint, signal);

    expect(await capabilities.relearn(endpoint, signal)).toBe(newer);
    expect(await capabilities.relearn(endpoint, signal)).toBe(newer);
    expect(asked).toHaveLength(2);

    world.time = 1_000;
    world.answer = telling(OLDER_SDL);
    expect((await capabilities.relearn(endpoint, signal))?.hash).not.toBe(newer?.hash);
  });

  it('rests after each question, also where the place tells something else each time', async () => {
    let count = 0;
    const { capabilities, asked, world } = know(() => telling(`${NEWER_SDL} type T${count++} { a: Int }`)());
    await capabilities.offeredBy(endpoint, signal);

    const told = await capabilities.relearn(endpoint, signal);
    world.time = 999;
    expect(await capabilities.relearn(endpoint, signal)).toBe(told);
    expect(asked).toHaveLength(2);
    world.time = 1_000;
    expect(await capabilities.relearn(endpoint, signal)).not.toBe(told);
    expect(asked).toHaveLength(3);
  });

  it('assumes the full contract again of a place whose SDL can be read no more, and the last one once it can', async () => {
    const { capabilities, lines, world } = know(telling(NEWER_SDL));
    const newer = await capabilities.offeredBy(endpoint, signal);
    world.answer = telling('type Record @key(fields: "id") { id: Unknown }');
    await capabilities.refresh([endpoint]);

    expect(await capabilities.offeredBy(endpoint, signal)).toBeUndefined();
    expect(lines).toHaveLength(1);
    world.answer = telling(NEWER_SDL);
    await capabilities.refresh([endpoint]);
    expect((await capabilities.offeredBy(endpoint, signal)) === newer).toBe(true);
  });

  it('ends its questions with it', () => {
    const asked: AbortSignal[] = [];
    const client: UpstreamClient = {
      send: (_, __, ending) => {
        asked.push(ending);
        return silent();
      },
    };
    const capabilities = new EndpointCapabilities({ client, log: () => undefined });
    void capabilities.prepare([endpoint, other]);
    expect(asked.map(({ aborted }) => aborted)).toEqual([false, false]);

    capabilities.close();

    expect(asked.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  it('complains once of an SDL that cannot be read', async () => {
    const { capabilities, lines } = know(telling('type Record @key(fields: "id") { id: Unknown }'));

    expect(await capabilities.offeredBy(endpoint, signal)).toBeUndefined();
    await capabilities.refresh([endpoint]);

    expect(lines).toEqual([
      'housing-fund at 43 tells an SDL that cannot be read; its full contract is assumed',
    ]);
  });

  it.each([
    ['long', `${NEWER_SDL} #${'x'.repeat(2 ** 20)}`],
    [
      'rich in definitions',
      NEWER_SDL + Array.from({ length: 2_000 }, (_, n) => `type T${n} { a: Int }`).join('\n'),
    ],
    [
      'rich in fields',
      `${NEWER_SDL} type T { ${Array.from({ length: 40_000 }, (_, n) => `f${n}: Int`).join(' ')} }`,
    ],
  ])(
    'takes an SDL that is too %s as none, says so once, and asks for it again in the next round only',
    async (_, sdl) => {
      const { capabilities, lines, asked, world } = know(telling(sdl));

      expect(await capabilities.offeredBy(endpoint, signal)).toBeUndefined();
      world.time = 10_000;
      expect(await capabilities.offeredBy(endpoint, signal)).toBeUndefined();
      expect(asked).toHaveLength(1);
      await capabilities.refresh([endpoint]);
      expect(lines).toEqual([
        'housing-fund at 43 tells an SDL that is too large; its full contract is assumed',
      ]);

      world.answer = telling(NEWER_SDL);
      await capabilities.refresh([endpoint]);
      expect(await capabilities.offeredBy(endpoint, signal)).toBeDefined();
    },
  );

  it('reads no SDL anew that is told in turns with another one', async () => {
    const { capabilities, world } = know(telling(NEWER_SDL));
    const newer = await capabilities.offeredBy(endpoint, signal);
    world.answer = telling(OLDER_SDL);
    await capabilities.refresh([endpoint]);
    const older = await capabilities.offeredBy(endpoint, signal);

    for (const [sdl, known] of [
      [NEWER_SDL, newer],
      [OLDER_SDL, older],
    ] as const) {
      world.answer = telling(sdl);
      await capabilities.refresh([endpoint]);
      expect(known !== undefined && (await capabilities.offeredBy(endpoint, signal)) === known).toBe(true);
    }
  });
});
