import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { RedisLink } from '../../../gateway/redis/RedisLink.ts';
import { findFreePort } from '../../support/findFreePort.ts';
import { startRedis } from '../../support/startRedis.ts';
import { startSwallowingProxy } from '../../support/startSwallowingProxy.ts';
import { redisServer, withRedis } from '../../support/withRedis.ts';

describe.skipIf(redisServer === null)('the way to Redis', () => {
  const redis = withRedis();
  const opened: RedisLink[] = [];
  const lines: string[] = [];
  afterEach(() => {
    for (const link of opened.splice(0)) link.close();
    lines.length = 0;
  });

  function open(url: string): RedisLink {
    const link = new RedisLink({
      url,
      prefix: 'test:',
      isCluster: false,
      commandMs: 50,
      log: (line) => void lines.push(line),
    });
    opened.push(link);
    return link;
  }

  it('carries commands and messages', async () => {
    const link = open(redis.server().url);
    await expect.poll(() => link.isReady).toBe(true);
    await link.client.set('test:a', '1');
    expect(await link.client.get('test:a')).toBe('1');

    const heard: string[] = [];
    const subscriber = link.openSubscriber();
    await subscriber.subscribe('test:news');
    subscriber.on('message', (_: string, message: string) => void heard.push(message));
    await link.client.publish('test:news', 'moved');
    await expect.poll(() => heard).toEqual(['moved']);
  });

  it('listens over another connection where one is lost before it has told anything', async () => {
    const proxy = await startSwallowingProxy(redis.server().port);
    const link = open(proxy.url);
    await link.opened;

    proxy.swallow(true);
    const subscriber = link.openSubscriber();
    const heard: string[] = [];
    subscriber.on('ready', () => void subscriber.subscribe('test:news').catch(() => undefined));
    subscriber.on('message', (_: string, message: string) => void heard.push(message));
    await once(subscriber, 'connect');
    proxy.swallow(false);
    proxy.cut();

    await expect
      .poll(async () => {
        await link.client.publish('test:news', 'moved').catch(() => 0);
        return heard;
      })
      .toContain('moved');
    await proxy.close();
  });

  it('says when the first connection is there, or cannot be had', async () => {
    const link = open(redis.server().url);
    expect(link.isReady).toBe(false);
    await link.opened;
    expect(link.isReady).toBe(true);

    const nobody = open(`redis://127.0.0.1:${await findFreePort()}`);
    await nobody.opened;
    expect(nobody.isReady).toBe(false);
  });

  it.each([
    ['whom it does not know', 'redis://nobody:word@127.0.0.1:PORT', 'WRONGPASS'],
    ['who wants a database that it does not have', 'redis://127.0.0.1:PORT/99', 'no such database'],
  ])('says once why a server refuses a gateway %s', async (_, url, reason) => {
    const link = open(url.replace('PORT', String(redis.server().port)));
    let tries = 0;
    link.client.on('close', () => {
      tries += 1;
    });
    await expect.poll(() => tries).toBe(3);

    expect(lines).toEqual([`Redis refuses the gateway (${reason}), which goes on without it`]);
    expect(link.isReady).toBe(false);
    await expect(link.client.set('test:elsewhere', '1')).rejects.toThrow();
  });

  it('gives a hanging server up after the time that a command may take', async () => {
    const link = open(redis.server().url);
    await expect.poll(() => link.isReady).toBe(true);
    redis.server().signal('SIGSTOP');
    await expect(link.client.get('test:a')).rejects.toThrow('Command timed out');
    redis.server().signal('SIGCONT');
    await expect.poll(async () => link.client.ping()).toBe('PONG');
  });

  it('fails at once while the server is away, says so once, and finds it again', async () => {
    const program = redisServer ?? '';
    const own = await startRedis(program);
    const link = open(own.url);
    await expect.poll(() => link.isReady).toBe(true);
    await own.stop();
    await expect.poll(() => link.isReady).toBe(false);
    await expect(link.client.get('test:a')).rejects.toThrow("Stream isn't writeable");

    const again = await startRedis(program, { port: own.port });
    await expect.poll(() => link.isReady).toBe(true);
    expect(lines).toEqual(['Redis is away; the gateway goes on without it', 'Redis is there again']);
    link.close();
    await again.stop();
  });
});
