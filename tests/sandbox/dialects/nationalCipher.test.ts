import { createHmac, randomBytes } from 'node:crypto';
import { sm2, sm3, sm4 } from 'sm-crypto-v2';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AnswerTwist } from '../../../sandbox/AnswerTwist.ts';
import {
  type NationalCipherOptions,
  nationalCipherOptions,
} from '../../../sandbox/dialects/national-cipher/NationalCipherOptions.ts';
import { nationalCipher } from '../../../sandbox/dialects/national-cipher/nationalCipher.ts';
import type { World } from '../../../sandbox/world/World.ts';
import { createGoldenWorld } from '../support/createGoldenWorld.ts';

const NOW = Date.parse('2026-01-05T09:30:00+08:00');
const world = createGoldenWorld(NOW - 7 * 3_600_000);
const derive = (label: string, length: number): Buffer =>
  createHmac('sha512', 'a secret').update(label).digest().subarray(0, length);
const LIN = { aac002: '10990119900307002X', aac003: '林小满' };
const LIU = { aac002: '109903195506121014', aac003: '柳𬭩' };

const optionsAt = (ordinal: number): NationalCipherOptions =>
  nationalCipherOptions.parse(
    nationalCipher.createOptions({
      department: 'social-insurance',
      jurisdiction: '440000',
      ordinal,
      derive,
    }),
  );

/** The first place has neither envelope nor vector: shared key, ECB, DER. */
const plainSite = optionsAt(0);

function createSystem(options: NationalCipherOptions = plainSite, clock = () => NOW) {
  return nationalCipher.createSystem({
    department: 'social-insurance',
    jurisdiction: '440000',
    options,
    world,
    clock,
    randomBytes,
    derive,
  });
}

interface Call {
  readonly service?: string;
  readonly plain?: object;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Replaces what is encrypted, not what is signed. */
  readonly sealed?: string;
  readonly signature?: string;
}

let serial = 0;

/** A request of a client at the plain site, made with another implementation of the ciphers. */
function requestBytes({
  service = 'SBC201',
  plain = LIN,
  fields = {},
  sealed,
  signature,
}: Call = {}): Buffer {
  serial += 1;
  const head = {
    appCode: plainSite.appCode,
    version: '2.0.0',
    encType: 'SM4',
    signType: 'SM2',
    timestamp: String(NOW),
    serviceCode: service,
    serialNo: `TEST${String(serial).padStart(16, '0')}`,
    ...fields,
  };
  const text = JSON.stringify(Object.fromEntries(Object.entries(plain).sort()));
  const parts = Object.entries({ ...head, data: text }).sort(([one], [other]) => (one < other ? -1 : 1));
  const signed = `${parts.map((part) => part.join('=')).join('&')}&key=${plainSite.appSecret}`;
  const der = sm2.doSignature(Buffer.from(signed), plainSite.appPrivateKey, {
    hash: true,
    der: true,
    userId: plainSite.sm2UserId,
  });
  const encData = sm4.encrypt(Buffer.from(sealed ?? text), sharedKey(plainSite));
  const signData = signature ?? Buffer.from(der, 'hex').toString('base64');
  return Buffer.from(JSON.stringify({ ...head, data: { encData }, signData }));
}

const sharedKey = ({ appCode, appSecret }: NationalCipherOptions): string =>
  sm3(`${appCode}${appSecret}`).slice(0, 32);

const decrypted = (encData: string): Buffer =>
  Buffer.from(sm4.decrypt(encData.toLowerCase(), sharedKey(plainSite), { output: 'array' }));

const outerShape = z.object({
  code: z.number(),
  message: z.string(),
  data: z.object({ encData: z.string() }).optional(),
  signData: z.string().optional(),
});
const innerShape = z.looseObject({
  rtnCode: z.string(),
  list: z.array(z.record(z.string(), z.unknown())).optional(),
});

interface Asking extends Call {
  readonly bytes?: Buffer;
  readonly seen?: World;
  readonly twist?: AnswerTwist;
}

function ask({ bytes, seen = world, twist = { kind: 'none' }, ...call }: Asking = {}) {
  const system = createSystem();
  return system(
    { method: 'POST', path: '/natcipher/call', headers: {}, body: bytes ?? requestBytes(call) },
    seen,
    twist,
  );
}

const outerOf = (body: Buffer) => outerShape.parse(JSON.parse(body.toString('utf8')));

function innerOf(asking: Asking) {
  const encData = outerOf(ask(asking).body).data?.encData ?? '';
  return innerShape.parse(JSON.parse(decrypted(encData).toString('utf8')));
}

describe('outer refusals come without data and signature', () => {
  it.each<[string, number, Asking]>([
    ['not JSON', 4001, { bytes: Buffer.from('<html>') }],
    ['nothing at all', 4001, { bytes: Buffer.alloc(0) }],
    ['bytes that are not UTF-8', 4001, { bytes: Buffer.of(0x22, 0xff, 0x22) }],
    ['JSON nested without end', 4001, { bytes: Buffer.from('['.repeat(30_000)) }],
    ['another version', 4001, { fields: { version: '1.0.0' } }],
    ['a serial number too short', 4001, { fields: { serialNo: 'short' } }],
    ['a field that no table has', 4001, { fields: { extra: 'x' } }],
    ['an unknown application', 4002, { fields: { appCode: 'somebody' } }],
    ['a signature of another message', 4003, { sealed: JSON.stringify({ ...LIN, aac003: '别人' }) }],
    ['a signature that is no DER', 4003, { signature: Buffer.alloc(64, 1).toString('base64') }],
    ['encrypted text that is no JSON', 4004, { sealed: 'plain text' }],
    ['encrypted JSON that is no object', 4004, { sealed: '[1]' }],
    ['business data nested too deeply', 4003, { sealed: `{"a":${'['.repeat(50)}${']'.repeat(50)}}` }],
    ['a time six minutes ago', 4005, { fields: { timestamp: String(NOW - 360_000) } }],
    ['a time six minutes ahead', 4005, { fields: { timestamp: String(NOW + 360_000) } }],
    ['an unknown service', 4007, { service: 'SBC999' }],
  ])('%s: %i', (_name, code, asking) => {
    const { body, operation, asked } = ask(asking);

    expect(outerOf(body)).toEqual({ code, message: expect.any(String) });
    expect({ operation, asked }).toEqual({ operation: null, asked: [] });
  });

  it('another path, another method, too many bytes: HTTP errors', () => {
    const system = createSystem();
    const statusOf = (method: string, path: string, body = Buffer.alloc(0)): number =>
      system({ method, path, headers: {}, body }, world, { kind: 'none' }).status;

    expect(statusOf('POST', '/natcipher/other')).toBe(404);
    expect(statusOf('GET', '/natcipher/call')).toBe(405);
    expect(statusOf('POST', '/natcipher/call', Buffer.alloc(70_000))).toBe(413);
  });

  it('a replayed message is refused for ten minutes', () => {
    let now = NOW - 240_000;
    const system = createSystem(plainSite, () => now);
    const body = requestBytes();
    const codeOf = (bytes: Buffer): number =>
      outerOf(
        system({ method: 'POST', path: '/natcipher/call', headers: {}, body: bytes }, world, { kind: 'none' })
          .body,
      ).code;

    expect(codeOf(body)).toBe(200);
    now += 300_000;
    expect(codeOf(body)).toBe(4006);
    expect(codeOf(requestBytes())).toBe(200);
    now += 300_001;
    expect(codeOf(body)).toBe(4005);
  });
});

describe('inner results', () => {
  it.each<[string, string, Asking]>([
    ['no number', '3001', { plain: { aac003: '林小满' } }],
    ['a number of another form', '3001', { plain: { aac002: '123' } }],
    ['a name that is no text', '3001', { plain: { ...LIN, aac003: 5 } }],
    ['month 13', '3001', { service: 'SBC202', plain: { ...LIN, aae041: '2025-13' } }],
    ['page size 0', '3001', { service: 'SBC202', plain: { ...LIN, pageSize: 0 } }],
    ['a page before the first', '3001', { service: 'SBC202', plain: { ...LIN, pageNum: -1 } }],
    ['page size 101', '3002', { service: 'SBC202', plain: { ...LIN, pageSize: 101 } }],
    ['another name', '2001', { plain: { ...LIN, aac003: '别人' } }],
    ['nobody on file', '2001', { plain: { aac002: '109901199003070038' } }],
  ])('%s: %s', (_name, code, asking) => {
    const inner = innerOf(asking);

    expect(inner.rtnCode).toBe(code);
    expect(inner).not.toHaveProperty('person');
  });

  it('finds a person by number alone, with a small x', () => {
    expect(innerOf({ plain: { aac002: '10990119900307002x' } }).list).toHaveLength(3);
  });

  it('gives an empty list to somebody who is on file', () => {
    expect(innerOf({ service: 'SBC204' })).toMatchObject({ rtnCode: '0000', list: [] });
  });

  it('pages the newest month first and ends after the last page', () => {
    const page = (pageNum: number): unknown =>
      innerOf({ service: 'SBC202', plain: { ...LIN, pageSize: 2, pageNum } });

    expect(page(1)).toMatchObject({
      page: { pageNum: 1, pageSize: 2, total: 5 },
      list: [
        { aae003: '2025-11', aae140: '110' },
        { aae003: '2025-11', aae140: '310' },
      ],
    });
    expect(page(3)).toMatchObject({ page: { total: 5 }, list: [] });
  });
});

describe('twists', () => {
  it('an internal error hides behind outer success', () => {
    const twist = { kind: 'error', code: null } as const;

    expect(outerOf(ask({ twist }).body).code).toBe(200);
    expect(innerOf({ twist }).rtnCode).toBe('9999');
  });

  it('an error code asked for comes from the layer that has it', () => {
    expect(outerOf(ask({ twist: { kind: 'error', code: '5000' } }).body).code).toBe(5000);
    expect(innerOf({ twist: { kind: 'error', code: '9001' } }).rtnCode).toBe('9001');
  });

  it('maintenance tells the end in Beijing time', () => {
    const { body, operation } = ask({ twist: { kind: 'maintenance', until: NOW + 3_600_000 } });

    expect(outerOf(body)).toEqual({ code: 5030, message: '系统维护,预计恢复时间20260105103000' });
    expect(operation).toBe('SBC201');
  });

  it('a stale schema lacks the newer field and has an unknown code', () => {
    const [row] = innerOf({ twist: { kind: 'stale-schema' } }).list ?? [];

    expect(row).not.toHaveProperty('aab050');
    expect(row).toMatchObject({ aac031: '9', yac201: 126 });
  });

  it('the wrong charset reaches inside the encrypted text', () => {
    const { body } = ask({ plain: LIU, twist: { kind: 'wrong-charset' } });
    const { encData } = z
      .object({ data: z.object({ encData: z.string() }) })
      .parse(JSON.parse(new TextDecoder('gb18030').decode(body))).data;
    const bytes = decrypted(encData);

    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow(TypeError);
    expect(new TextDecoder('gb18030').decode(bytes)).toContain('"aac003":"柳𬭩"');
  });

  it('a world that finds somebody else gives that person', () => {
    const seen: World = {
      ...world,
      findSocialInsuranceFile: (place) => world.findSocialInsuranceFile(place, LIU.aac002),
    };

    expect(innerOf({ seen })).toMatchObject({ rtnCode: '0000', person: LIU });
  });
});

it('every choice of every option occurs among the first ten places', () => {
  const sites = Array.from({ length: 10 }, (_, ordinal) => optionsAt(ordinal));
  const choices = (
    ['sm2UserId', 'signFormat', 'keyMode', 'cipherLayout', 'sm4Mode', 'firstPage', 'outerSuccess'] as const
  ).map((option) => new Set(sites.map((site) => site[option])).size);
  const layouts = sites
    .filter(({ keyMode }) => keyMode === 'envelope')
    .map(({ cipherLayout }) => cipherLayout);

  expect(choices).toEqual([2, 2, 2, 2, 2, 2, 3]);
  expect(new Set(layouts).size).toBe(2);
});
