import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { person } from './person.ts';
import { type ScriptedAnswer, startPlace, writeAnswer } from './startPlace.ts';

const patient = new AbortController().signal;
const lin = person(2, '林小满');

/** The error that a question ends with when the system answers so, again and again. */
async function failureOf(answer: Parameters<typeof startPlace>[0], options = {}): Promise<unknown> {
  await using place = await startPlace(answer, { options });
  return await place.read.findInsuredPersons([lin], patient).then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

describe('return codes', () => {
  it.each<[string, string, boolean]>([
    ['1001', 'JURISDICTION_REJECTED', false],
    ['1002', 'JURISDICTION_REJECTED', false],
    ['1003', 'JURISDICTION_REJECTED', false],
    ['1004', 'JURISDICTION_REJECTED', false],
    ['1005', 'JURISDICTION_REJECTED', true],
    ['1006', 'JURISDICTION_REJECTED', false],
    ['2002', 'JURISDICTION_REJECTED', false],
    ['9000', 'JURISDICTION_UNAVAILABLE', true],
    ['9998', 'JURISDICTION_BUSY', true],
    ['9999', 'JURISDICTION_UNAVAILABLE', true],
    ['7777', 'JURISDICTION_REJECTED', false],
    ['constructor', 'JURISDICTION_REJECTED', false],
  ])('%s is %s', async (upstreamCode, code, retryable) => {
    const failure = await failureOf(() => ({ code: upstreamCode, text: '林小满 10990119900307002X' }));

    expect(failure).toMatchObject({ code, retryable, upstreamCode, jurisdiction: '430000' });
    expect(String(failure)).not.toMatch(/林|1099/);
  });

  it.each(['1001', '1003', '1004'])('%s needs no digest and no serial number', async (upstreamCode) => {
    const failure = await failureOf(() => ({ code: upstreamCode, zy: '', lsh: '' }));

    expect(failure).toMatchObject({ code: 'JURISDICTION_REJECTED', upstreamCode });
  });

  it.each([
    // Now is 09:30:00.
    ['系统维护中,预计恢复时间20260105101530', 2_730],
    ['系统维护中,预计恢复时间20260105080000', undefined],
    ['系统维护中,预计恢复时间20260132080000', undefined],
    ['系统维护中', undefined],
  ])('maintenance "%s" says when to come back', async (text, retryAfter) => {
    const failure = await failureOf(() => ({ code: '9000', text }));

    expect(failure).toMatchObject({ code: 'JURISDICTION_UNAVAILABLE', retryable: true, retryAfter });
  });
});

describe('answers that nobody can trust', () => {
  it.each<[string, ScriptedAnswer]>([
    ['a wrong digest', { zy: '0'.repeat(32) }],
    ['a digest of another kind', { zy: '0'.repeat(64) }],
    ['a success without digest', { zy: '' }],
    ['a refusal with a wrong digest', { code: '9000', zy: 'F'.repeat(32) }],
    ['the answer to another request', { lsh: '9999999999999999' }],
    ['the answer to another transaction', { jydm: 'SBJY05' }],
    ['fewer rows than counted', { hs: 1, zhs: 1 }],
    ['no rows element', { body: '<body><sjsj>20260105020000</sjsj></body>' }],
    ['no moment', { body: '<body><sjsj/><rows hs="0" zhs="0"/></body>' }],
    ['a moment that does not exist', { dataTime: '20260105240000' }],
    ['an empty body', { body: '<body/>' }],
    ['two bodies', { body: '<body/><body><sjsj>20260105020000</sjsj><rows hs="0" zhs="0"/></body>' }],
    ['an entity', { body: '<body><sjsj>20260105020000</sjsj><rows hs="0" zhs="&x;"/></body>' }],
  ])('%s', async (_what, answer) => {
    expect(await failureOf(() => answer)).toMatchObject({
      code: 'JURISDICTION_BAD_RESPONSE',
      jurisdiction: '430000',
      retryable: false,
    });
  });

  it('a body changed on the way', async () => {
    const failure = await failureOf((request) => {
      const answer = writeAnswer(request, {}, { password: 'Px7!example' });
      answer[answer.indexOf('zhs="0"') + 5] = 0x31;
      return answer;
    });

    expect(failure).toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
  });

  it('takes the digest in either case, and by the algorithm of the site', async () => {
    await using place = await startPlace(
      (request) => {
        const answer = writeAnswer(request, {}, { password: 'Px7!example', digest: 'SHA256' });
        const zy = /<zy>(\w+)/.exec(answer.toString('latin1'))?.[1] ?? '';
        return { zy: zy.toLowerCase() };
      },
      { options: { digest: 'SHA256' } },
    );

    expect(await place.read.findInsuredPersons([lin], patient)).toEqual([null]);
  });

  it.each([
    ['nothing', ''],
    ['a login page', '<html><body>please log in</body></html>'],
    ['a document type', '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x "y">]><response/>'],
    ['half a document', '<?xml version="1.0" encoding="GBK"?><response><head>'],
    ['another document', '<?xml version="1.0" encoding="GBK"?><error>busy</error>'],
    ['JSON', '{"code":"0000"}'],
  ])('%s', async (_what, text) => {
    const failure = await failureOf(() => (response: ServerResponse) => {
      response.setHeader('content-type', 'text/xml; charset=GBK').end(text);
    });

    expect(failure).toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
  });

  it('a login page in another charset', async () => {
    const failure = await failureOf(() => (response: ServerResponse) => {
      response.setHeader('content-type', 'text/html; charset=utf-8').end('<html><body>请登录</body></html>');
    });

    expect(failure).toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
  });

  it.each([
    [404, 'JURISDICTION_BAD_RESPONSE'],
    [500, 'JURISDICTION_UNAVAILABLE'],
    [503, 'JURISDICTION_BUSY'],
  ])('HTTP %d', async (status, code) => {
    const failure = await failureOf(() => (response: ServerResponse) => {
      response.writeHead(status).end();
    });

    expect(failure).toMatchObject({ code });
  });

  it('a connection that breaks', async () => {
    const failure = await failureOf(() => (response: ServerResponse) => {
      response.socket?.destroy();
    });

    expect(failure).toMatchObject({ code: 'JURISDICTION_UNAVAILABLE', retryable: true });
  });
});

it('stops asking a system that gives no proper answer, and says so', async () => {
  await using place = await startPlace(() => ({ zy: '' }));
  for (let call = 0; call < 10; call += 1) {
    await expect(place.read.findBenefits([lin], patient)).rejects.toMatchObject({
      code: 'JURISDICTION_BAD_RESPONSE',
    });
  }

  await expect(place.read.findBenefits([lin], patient)).rejects.toMatchObject({
    code: 'JURISDICTION_UNAVAILABLE',
    retryable: true,
    retryAfter: expect.any(Number),
  });
  expect(place.breakerStates).toEqual(['findBenefits open']);
  expect(place.requests).toHaveLength(10);
});
