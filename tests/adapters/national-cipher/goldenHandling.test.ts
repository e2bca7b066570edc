import { text } from 'node:stream/consumers';
import { sm2 } from 'sm-crypto-v2';
import { describe, expect, it } from 'vitest';
import { connectSocialInsurance } from '../../../adapters/connect.ts';
import { BusinessCipher } from '../../../adapters/social-insurance/national-cipher/BusinessCipher.ts';
import { canonicalJson } from '../../../adapters/social-insurance/national-cipher/canonicalJson.ts';
import { MessageSigner } from '../../../adapters/social-insurance/national-cipher/MessageSigner.ts';
import { nationalCipherOptions } from '../../../adapters/social-insurance/national-cipher/options.ts';
import { signString } from '../../../adapters/social-insurance/national-cipher/signString.ts';
import { toWireResult } from '../../../adapters/steps/toWireResult.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { goldenFolder, toStepRequest, type WrittenRequest } from '../steps/goldenFolder.ts';
import { startHttpServer } from '../transport/startHttpServer.ts';

interface Facts {
  readonly meaning: string;
  readonly jurisdiction: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly platformPrivateKey: string;
  readonly call: 'submit' | 'find';
  readonly serialNo: string;
  readonly instant: string;
  readonly request: WrittenRequest;
  readonly requestPlain: string;
  readonly requestSignString: string;
  readonly expected: unknown;
}

const { signal } = new AbortController();

describe('a golden step under the national ciphers', () => {
  it.each(goldenFolder<Facts>('national-cipher'))(
    '$name: is asked for and understood to the byte: $meaning',
    async ({ facts, bytes }) => {
      const received: string[] = [];
      await using server = await startHttpServer(async (incoming, response) => {
        received.push(await text(incoming));
        response.setHeader('content-type', 'application/json; charset=utf-8');
        response.end(bytes('answer'));
      });
      const { step } = connectSocialInsurance(
        {
          jurisdiction: parseDivisionCode(facts.jurisdiction),
          dialect: 'national-cipher',
          url: server.url,
          options: facts.options,
        },
        {
          now: () => Date.parse(facts.instant),
          nonce: () => facts.serialNo,
          store: null,
          onBreakerState: () => undefined,
          onInboundFault: () => undefined,
        },
      );
      const request = toStepRequest(facts.request);
      const result = await (facts.call === 'find'
        ? step?.find?.(request, signal)
        : step?.submit(request, signal));

      expect(result && toWireResult(result)).toEqual(facts.expected);
      const [body = ''] = received;
      const { data, signData, ...head } = JSON.parse(body);
      const golden = JSON.parse(bytes('request')?.toString('utf8') ?? '');
      expect(Object.keys(JSON.parse(body))).toEqual(Object.keys(golden));
      expect(head).toEqual({ ...golden, data: undefined, signData: undefined });
      const options = nationalCipherOptions.parse(facts.options);
      const { keyMode, sm4Mode, appCode, appSecret, appPrivateKey } = options;
      // Whatever chance has a part in is opened as the platform opens it.
      if (keyMode === 'shared' && sm4Mode === 'ECB') expect(data).toEqual(golden.data);
      const theirs = { ...options, appPrivateKey: facts.platformPrivateKey };
      const cipher = new BusinessCipher({
        jurisdiction: parseDivisionCode(facts.jurisdiction),
        options: theirs,
        randomBytes: (size) => new Uint8Array(size),
      });
      const plain = cipher.open(data).toString('utf8');
      expect(plain).toBe(facts.requestPlain);
      const business = JSON.parse(plain);
      expect(signString({ head, business: canonicalJson(business), appSecret })).toBe(
        facts.requestSignString,
      );
      const platformPublicKey = sm2.getPublicKeyFromPrivateKey(appPrivateKey.toLowerCase());
      expect(new MessageSigner({ ...options, platformPublicKey }).verify(head, business, signData)).toBe(
        true,
      );
      expect(head.appCode).toBe(appCode);
    },
  );
});
