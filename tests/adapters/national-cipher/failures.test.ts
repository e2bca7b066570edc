import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { business, enrollment, lin, NOT_ON_FILE } from './business.ts';
import { type ScriptedAnswer, startPlace } from './startPlace.ts';

const patient = new AbortController().signal;
const good = business([enrollment]);

/** The error that a question ends with when the system answers so, again and again. */
async function failureOf(script: Parameters<typeof startPlace>[0], options = {}): Promise<unknown> {
  await using place = await startPlace(script, { options });
  return await place.read.findInsuredPersons([lin], patient).then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

describe('outer codes', () => {
  it.each<[number, string, boolean]>([
    [4001, 'JURISDICTION_REJECTED', false],
    [4002, 'JURISDICTION_REJECTED', false],
    [4003, 'JURISDICTION_REJECTED', false],
    [4004, 'JURISDICTION_REJECTED', false],
    [4005, 'JURISDICTION_REJECTED', true],
    [4006, 'JURISDICTION_REJECTED', true],
    [4007, 'JURISDICTION_REJECTED', false],
    [5000, 'JURISDICTION_UNAVAILABLE', true],
    [5030, 'JURISDICTION_UNAVAILABLE', true],
    [7777, 'JURISDICTION_REJECTED', false],
    // They mean something in the other layer.
    [2001, 'JURISDICTION_REJECTED', false],
    [9001, 'JURISDICTION_REJECTED', false],
  ])('%d is %s', async (upstreamCode, code, retryable) => {
    const failure = await failureOf(() => ({
      code: upstreamCode,
      head: { message: '林小满 10990119900307002X', serialNo: undefined },
    }));

    expect(failure).toMatchObject({
      code,
      retryable,
      upstreamCode: String(upstreamCode),
      jurisdiction: '440000',
    });
    expect(String(failure)).not.toMatch(/林|1099/);
  });

  it.each([
    // Now is 09:30:00.
    ['系统维护,预计恢复时间20260105101530', 2_730],
    ['系统维护,预计恢复时间20260105080000', undefined],
    ['系统维护', undefined],
    [null, undefined],
  ])('maintenance "%s" says when to come back', async (message, retryAfter) => {
    const failure = await failureOf(() => ({ code: 5030, head: { message } }));

    expect(failure).toMatchObject({ code: 'JURISDICTION_UNAVAILABLE', retryable: true, retryAfter });
  });

  it.each<[string, number, object]>([
    ['the success of another service', 0, {}],
    ['the success of other sites', 200, { outerSuccess: '0' }],
    ['the success of other sites', 0, { outerSuccess: '200' }],
  ])('%s is no success: %d', async (_what, code, options) => {
    expect(await failureOf(() => ({ code, business: good }), options)).toMatchObject({
      code: 'JURISDICTION_REJECTED',
      retryable: false,
      upstreamCode: String(code),
    });
  });
});

describe('inner codes, under an outer success', () => {
  it.each<[string, string, boolean]>([
    ['3002', 'JURISDICTION_REJECTED', false],
    ['9001', 'JURISDICTION_BUSY', true],
    ['9999', 'JURISDICTION_UNAVAILABLE', true],
    ['7777', 'JURISDICTION_REJECTED', false],
    ['5030', 'JURISDICTION_REJECTED', false],
    ['200', 'JURISDICTION_REJECTED', false],
  ])('%s is %s', async (rtnCode, code, retryable) => {
    const failure = await failureOf(() => ({ business: { rtnCode, rtnMsg: '林小满' } }));

    expect(failure).toMatchObject({ code, retryable, upstreamCode: rtnCode, jurisdiction: '440000' });
    expect(String(failure)).not.toContain('林');
  });

  it('2001 is nobody on file, with or without a moment', async () => {
    await using place = await startPlace((_request, count) => ({
      business: count === 1 ? NOT_ON_FILE : { rtnCode: '2001' },
    }));

    expect(await place.read.findInsuredPersons([lin], patient)).toEqual([null]);
    expect(await place.read.findInsuredPersons([lin], patient)).toEqual([null]);
  });
});

describe('answers that nobody can trust', () => {
  it.each<[string, ScriptedAnswer]>([
    ['signed by another key', { signWith: { privateKey: '1'.repeat(64) } }],
    ['signed with another secret', { signWith: { secret: 'other' } }],
    ['changed in the head after signing', { after: { message: '成功!' } }],
    ['extended in the head after signing', { after: { note: 'x' } }],
    ['without signature', { after: { signData: undefined } }],
    ['with an empty signature', { after: { signData: '' } }],
    ['with a signature that is no Base64', { after: { signData: '%%%' } }],
    ['without data', { after: { data: undefined } }],
    ['with data in place of hex', { after: { data: { encData: '林小满' } } }],
    ['with half a byte', { after: { data: { encData: 'ABC' } } }],
    ['with no block of data', { after: { data: { encData: 'ABCD' } } }],
    ['with data of another key', { after: { data: { encData: '00'.repeat(32) } } }],
    ['about another request', { head: { serialNo: '9999999999999999' } }],
    ['of another service', { head: { serviceCode: 'SBC205' } }],
    ['for another application', { head: { appCode: 'tongban-9999' } }],
    ['with a code as text', { head: { code: '200' } }],
    ['with a business object that is none', { business: '[]' }],
    ['with a business object that is no JSON', { business: 'rtnCode=0000' }],
    ['with a name given twice', { business: '{"rtnCode":"0000","rtnCode":"2001"}' }],
    ['without inner code', { business: { person: {}, list: [] } }],
    ['without person', { business: { ...good, person: undefined } }],
    ['without list', { business: { ...good, list: undefined } }],
    ['without moment', { business: { ...good, dataTime: '' } }],
    ['with a moment that does not exist', { business: { ...good, dataTime: '2026-02-30 02:00:00' } }],
  ])('%s', async (_what, answer) => {
    const failure = await failureOf(() => ({ business: good, ...answer }));

    expect(failure).toMatchObject({
      code: 'JURISDICTION_BAD_RESPONSE',
      jurisdiction: '440000',
      retryable: false,
    });
    expect(String(failure)).not.toContain('林');
  });

  it.each([
    ['without its key', undefined],
    ['with a key for somebody else', '04'.repeat(113)],
  ])('an envelope %s', async (_what, encKey) => {
    const failure = await failureOf(
      () =>
        encKey === undefined
          ? { business: good, after: { data: { encData: 'AB'.repeat(16) } } }
          : { business: good, encKey },
      { keyMode: 'envelope' },
    );

    expect(failure).toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
  });

  it.each([
    ['nothing', ''],
    ['a login page', '<html><body>请登录</body></html>'],
    ['half an object', '{"code":200,'],
    ['a list', '[]'],
    ['depth without end', '['.repeat(1_000)],
  ])('%s', async (_what, text) => {
    expect(await failureOf(() => text)).toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
  });

  it.each([
    [413, 'JURISDICTION_BAD_RESPONSE'],
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
  await using place = await startPlace(() => '{}');
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
