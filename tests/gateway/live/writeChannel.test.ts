import { describe, expect, it } from 'vitest';
import { subscriptionSettings } from '../../../gateway/edge/live/subscriptionSettings.ts';
import { writeChannel } from '../../../gateway/upstream/streams/redis/writeChannel.ts';
import { callerWith } from '../access/vaultWorld.ts';

const write = (pattern: string, given: Record<string, unknown>, caller = callerWith()) =>
  writeChannel(pattern, { arguments: given, caller });

describe('a channel', () => {
  it.each([
    ['news', {}, 'news'],
    ['case:{args.id}', { id: 'A-1.2_3' }, 'case:A-1.2_3'],
    ['n:{args.number}:{args.flag}', { number: 5, flag: true }, 'n:5:true'],
    ['mine:{caller}', {}, 'mine:https%3A%2F%2Fidentity.example/u-1'],
  ])('of %s is named by values', (pattern, given, channel) => {
    expect(write(pattern, given)).toBe(channel);
  });

  it.each([
    '*',
    'a*',
    '?',
    '[a]',
    'a:b',
    'a/b',
    '{caller}',
    '',
    ' ',
    'a b',
    'a\n',
    '%2A',
    'ä',
    'x'.repeat(129),
    null,
    undefined,
    ['a'],
    { a: 1 },
  ])('cannot be named by %j', (id) => {
    expect(() => write('case:{args.id}', { id })).toThrow(/^The argument "id" must be/);
  });

  it('of a caller cannot be named by another issuer or subject, and by nobody', () => {
    const named = (issuer: string, subject: string) =>
      write('{caller}', {}, { ...callerWith(), issuer, subject });

    expect(named('a', 'b/c')).not.toBe(named('a/b', 'c'));
    expect(named('a:b', "c*'()!")).toBe('a%3Ab/c%2A%27%28%29%21');
    expect(() => writeChannel('{caller}', { arguments: {}, caller: null })).toThrow(/^Sign in/);
  });

  it('does not take an argument from the prototype', () => {
    expect(() => write('{args.constructor}', {})).toThrow(/constructor/);
  });

  it.each([
    [{ channel: 'case:{args.id}' }, 'must name {caller} in its channel, or say "public: true"'],
    [{ channel: 'case{args.id}', public: true }, /must be parts with ":"/],
    [{ channel: 'case:*', public: true }, /must be parts with ":"/],
    [{ channel: 'a:', public: true }, /must be parts with ":"/],
  ])('is refused in the settings as %j', (source, reason) => {
    const outcome = subscriptionSettings.safeParse({
      upstreams: { feed: { transport: 'redis', fields: { ticked: source } } },
    });

    expect(outcome.error?.issues.map(({ message }) => message)).toEqual([expect.stringMatching(reason)]);
  });

  it.each([
    [{ transport: 'kafka' }, 'must be sse, websocket or redis'],
    [{ url: 'ws://a.example' }, 'sse needs an http or https address'],
  ])('%j is no source', (upstream, message) => {
    const outcome = subscriptionSettings.safeParse({ upstreams: { feed: upstream } });

    expect(outcome.error?.issues).toMatchObject([{ message }]);
  });
});
