import { expect, it } from 'vitest';
import { createPinyinRestHousingFund } from '../../../adapters/housing-fund/pinyin-rest/createPinyinRestHousingFund.ts';
import { pinyinRestOptions } from '../../../adapters/housing-fund/pinyin-rest/options.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';

const required = { appId: 'demo-430700', appSecret: 'demo-secret-not-for-use' };

it('takes ratios as per cent unless told otherwise', () => {
  expect(pinyinRestOptions.parse(required)).toEqual({ ...required, ratioUnit: 'percent' });
  expect(pinyinRestOptions.parse({ ...required, ratioUnit: 'fraction' }).ratioUnit).toBe('fraction');
});

it.each<[string, object]>([
  ['no application', { appSecret: required.appSecret }],
  ['an empty application', { ...required, appId: '' }],
  ['an application that is too long', { ...required, appId: 'a'.repeat(65) }],
  ['an application that would break out of its header', { ...required, appId: 'demo\r\nx-evil: 1' }],
  ['no secret', { appId: required.appId }],
  ['a short secret', { ...required, appSecret: 'geheim' }],
  ['a secret that is too long', { ...required, appSecret: 'a'.repeat(129) }],
  ['another handling than the one offered', { ...required, handling: true }],
  ['an unknown unit', { ...required, ratioUnit: 'permille' }],
  ['a misspelled option', { ...required, ratioUnits: 'fraction' }],
])('refuses %s, and never quotes a secret', (_what, options) => {
  const connect = () =>
    createPinyinRestHousingFund(
      {
        jurisdiction: parseDivisionCode('4307'),
        dialect: 'pinyin-rest',
        url: 'http://127.0.0.1:1/gjj',
        options: { ...options },
      },
      {
        now: () => 0,
        nonce: () => '',
        onBreakerState: () => undefined,
        store: null,
        onInboundFault: () => undefined,
      },
    );

  expect(connect).toThrow(
    expect.objectContaining({
      name: 'ZodError',
      message: expect.not.stringMatching(/demo-secret|geheim|x-evil/),
    }),
  );
});
