import { expect, it, onTestFinished } from 'vitest';
import { createRates } from '../../../../gateway/edge/rates/createRates.ts';
import { HarvestAlarm } from '../../../../gateway/edge/rates/HarvestAlarm.ts';
import { PlaceRates } from '../../../../gateway/edge/rates/PlaceRates.ts';
import type { RateBuckets } from '../../../../gateway/edge/rates/RateBuckets.ts';
import { RequestRates } from '../../../../gateway/edge/rates/RequestRates.ts';
import { rateSettings } from '../../../../gateway/edge/rates/rateSettings.ts';
import { RedisLink } from '../../../../gateway/redis/RedisLink.ts';

const caller = { issuer: 'i', subject: 's', portal: 'p', scopes: [], purpose: 'self' };
const salt = new Uint8Array(32);

it('counts by other rates from one moment to the next, so that a portal can be cut off at a place or altogether', () => {
  const rates = createRates({
    settings: rateSettings.parse({}),
    redis: undefined,
    log: () => undefined,
    salt,
  });
  const ask = () => rates.requests.take(caller, 1_000_000);
  const askPlace = () => rates.places.take(caller, '4307', 1_000_000);
  for (let n = 0; n < 100; n++) expect([ask(), askPlace()]).toEqual([null, null]);

  rates.adopt(rateSettings.parse({ places: { '43': { portals: { p: { perMinute: 0 } } } } }));
  expect(ask()).toBeNull();
  expect(askPlace).toThrow('This place was asked for too many records');
  expect(rates.places.take({ ...caller, portal: 'q' }, '4307', 1)).toBeNull();

  rates.adopt(rateSettings.parse({ portals: { p: { perMinute: 0 } } }));
  expect(ask).toThrow('The portal has asked for too much');
  expect(askPlace()).toBeNull();

  rates.adopt(rateSettings.parse({}));
  expect([ask(), askPlace()]).toEqual([null, null]);
});

it('divides its rates among as many gateways as there are now, while Redis is away', () => {
  const redis = new RedisLink({
    url: 'redis://127.0.0.1:9',
    prefix: 'test:',
    isCluster: false,
    commandMs: 50,
    log: () => undefined,
  });
  onTestFinished(() => redis.close());
  const settingsOf = (gateways: number) =>
    rateSettings.parse({ citizen: { perMinute: 60, burst: 8 }, gateways });
  const rates = createRates({ settings: settingsOf(2), redis, log: () => undefined, salt });

  expect(rates.requests.take({ ...caller, subject: 'a' }, 4)).toBeNull();
  rates.adopt(settingsOf(4));

  expect(rates.requests.take({ ...caller, subject: 'b' }, 2)).toBeNull();
  expect(() => rates.requests.take({ ...caller, subject: 'b' }, 1)).toThrow('You have asked for too much');
});

it('counts a place by the longest prefix that has rates of its own', () => {
  const places = { '43': { total: { perMinute: 0 } }, '4307': { total: { perMinute: 1 } } };
  const settings = rateSettings.parse({ places });
  const rates = createRates({ settings, redis: undefined, log: () => undefined, salt });
  const ask = (prefix: string) => () => rates.places.take(caller, prefix, 1);

  expect(ask('4307')()).toBeNull();
  expect(ask('430702')).toThrow('This place was asked for too many records');
  expect(ask('4301')).toThrow('This place was asked for too many records');
});

it('knows portals by whatever name their issuers give them', () => {
  const settings = rateSettings.parse({ portal: { perMinute: 1 }, place: { perMinute: 1 } });
  const rates = createRates({ settings, redis: undefined, log: () => undefined, salt });
  for (const portal of ['政务', '}{:a', '\ud800', '', '__proto__', 'a'.repeat(500)]) {
    expect(rates.requests.take({ ...caller, portal }, 1)).toBeNull();
    expect(rates.places.take({ ...caller, portal }, '43', 1)).toBeNull();
    expect(() => rates.requests.take({ ...caller, portal }, 1)).toThrow('The portal has asked for too much');
    expect(() => rates.places.take({ ...caller, portal }, '43', 1)).toThrow('This place was asked');
  }
});

it('counts an operation that costs nothing, too, and people of one name by their issuers', () => {
  const settings = rateSettings.parse({ citizen: { perMinute: 1 } });
  const rates = createRates({ settings, redis: undefined, log: () => undefined, salt });

  expect(rates.requests.take(caller, 0)).toBeNull();
  expect(() => rates.requests.take(caller, 0)).toThrow('You have asked for too much');
  expect(rates.requests.take({ ...caller, issuer: 'j' }, 0)).toBeNull();
});

it('tells of a person who goes on asking, once in a minute, and not who it is', () => {
  const lines: string[] = [];
  const settings = rateSettings.parse({ citizen: { perMinute: 1 } });
  const rates = createRates({ settings, redis: undefined, log: (line) => lines.push(line), salt });
  rates.requests.take(caller, 1);

  for (let n = 0; n < 9; n++)
    expect(() => rates.requests.take(caller, 1)).toThrow('You have asked for too much');
  expect(lines).toEqual([]);
  for (let n = 0; n < 30; n++) expect(() => rates.requests.take({ ...caller }, 1)).toThrow('You have asked');
  expect(lines).toEqual([
    expect.stringMatching(
      /^a person of the portal "p" goes on asking beyond their rate \(s:[\w-]{22}\): maybe a harvest$/,
    ),
  ]);
});

it('counts who asks as a citizen and as staff by each of both rates, and tells of one person', () => {
  const lines: string[] = [];
  const settings = rateSettings.parse({
    citizen: { perMinute: 1, burst: 2 },
    staff: { perMinute: 1, burst: 3 },
  });
  const rates = createRates({ settings, redis: undefined, log: (line) => lines.push(line), salt });
  const clerk = { ...caller, scopes: ['clerk'] };
  expect(rates.requests.take(caller, 2)).toBeNull();
  expect(rates.requests.take(clerk, 3)).toBeNull();
  for (let n = 0; n < 5; n++) {
    expect(() => rates.requests.take(caller, 1)).toThrow('You have asked');
    expect(() => rates.requests.take(clerk, 1)).toThrow('You have asked');
  }
  expect(lines).toEqual([expect.stringMatching(/\(s:[\w-]{22}\)/)]);

  rates.adopt(rateSettings.parse({ citizen: { perMinute: 1, burst: 2 } }));
  expect(() => rates.requests.take(clerk, 1)).toThrow('You have asked');
});

it('names persons by another secret once there is one, as other gateways do that have it already', () => {
  const keys: string[] = [];
  const log = (line: string) => keys.push(/\((s:.+)\)/.exec(line)?.[1] ?? line);
  const settings = rateSettings.parse({ citizen: { perMinute: 1 } });
  const young = new Uint8Array(32).fill(2);
  const [changed, started] = [salt, young].map((secret) =>
    createRates({ settings, redis: undefined, log, salt: secret }),
  );
  const goOn = (rates = changed) => {
    rates?.requests.take(caller, 1);
    for (let n = 0; n < 10; n++) expect(() => rates?.requests.take(caller, 1)).toThrow('You have asked');
  };

  goOn();
  changed?.takeContextSecret(young);
  goOn();
  goOn(started);

  expect(keys).toHaveLength(3);
  expect(keys[0]).not.toBe(keys[1]);
  expect(keys[1]).toBe(keys[2]);
});

it('refuses, and tells, what is found short after a while just as what is found at once', async () => {
  const shortOf: RateBuckets = {
    take: async ([charge]) => (charge === undefined ? null : { key: charge.key, waitMs: 1_001 }),
  };
  const settings = rateSettings.parse({ citizen: { perMinute: 1 }, place: { perMinute: 1 } });
  const lines: string[] = [];
  const alarm = new HarvestAlarm((line) => lines.push(line));
  const requests = new RequestRates({ settings, buckets: shortOf, salt, alarm });
  const refusal = { code: 'RATE_LIMITED', retryAfter: 2 };

  for (let n = 0; n < 10; n++) await expect(requests.take(caller, 1)).rejects.toMatchObject(refusal);
  await expect(new PlaceRates(settings, shortOf).take(caller, '4307', 1)).rejects.toMatchObject(refusal);
  expect(lines).toEqual([expect.stringContaining('maybe a harvest')]);
});

it.each([
  ['shares its rates with the others from its start on where Redis is away', true, 2],
  ['counts whole rates where there is no Redis, also after another edit', false, 8],
])('a gateway %s', (_, hasRedis, allowed) => {
  const redis = hasRedis
    ? new RedisLink({
        ...{ url: 'redis://127.0.0.1:1', prefix: 'test:', isCluster: false, commandMs: 100 },
        log: () => undefined,
      })
    : undefined;
  onTestFinished(() => redis?.close());
  const settings = rateSettings.parse({ portal: { perMinute: 8 }, gateways: 4 });
  const rates = createRates({ settings, redis, log: () => undefined, salt });
  const askAs = (portal: string) => () => rates.requests.take({ ...caller, portal }, 1);

  for (let n = 0; n < allowed; n++) expect(askAs('p')()).toBeNull();
  expect(askAs('p')).toThrow('The portal has asked for too much');
  rates.adopt(settings);
  for (let n = 0; n < allowed; n++) expect(askAs('q')()).toBeNull();
  expect(askAs('q')).toThrow('The portal has asked for too much');
});
