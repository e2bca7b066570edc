import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { busOf } from '../../../sandbox/dialects/collaboration-bus/Bus.ts';
import { collaborationBus } from '../../../sandbox/dialects/collaboration-bus/collaborationBus.ts';
import { createBusPush } from '../../../sandbox/dialects/collaboration-bus/createBusPush.ts';
import { isRecordCode } from '../../../sandbox/dialects/collaboration-bus/recordCodes.ts';
import {
  writeMaterial,
  writeRecord,
  writeRefusal,
} from '../../../sandbox/dialects/collaboration-bus/writeRecord.ts';
import type { SandboxSite } from '../../../sandbox/SandboxDialect.ts';
import { goldenWorld } from '../support/goldenWorld.ts';

const FOLDER = join(import.meta.dirname, '../../golden/collaboration-bus');
const MAN = '109907196904150013';

const twist = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('error'), code: z.string() }),
  z.object({ kind: z.literal('maintenance'), until: z.number() }),
  z.object({ kind: z.literal('stale-schema') }),
]);
const shared = z.object({
  direction: z.enum(['to-bus', 'to-us']),
  department: z.string(),
  jurisdiction: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  instant: z.string(),
  twist,
});
const application = shared.extend({
  registrationCode: z.string(),
  request: z.object({ method: z.string(), path: z.string(), headers: z.record(z.string(), z.string()) }),
});
const push = shared.extend({
  operation: z.enum(['0102', '0109']),
  collaborationNumber: z.string(),
  messageNumber: z.string(),
  dataTime: z.string(),
  callbackCode: z.string(),
  request: z.object({ headers: z.record(z.string(), z.string()) }),
  expected: z.object({
    failure: z.string().nullable(),
    records: z.array(
      z.object({
        no: z.number(),
        kind: z.enum(['feedback', 'notice', 'refusal']),
        number: z.string(),
        name: z.string().default(''),
        error: z.string().nullable(),
      }),
    ),
  }),
});
const answer = z.object({
  answer: z.object({ status: z.number(), headers: z.record(z.string(), z.string()) }),
  expected: z.object({ code: z.string(), success: z.boolean() }),
});

const readMeta = (name: string): unknown => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
const readBytes = (name: string) => readFileSync(join(FOLDER, `${name}.bin`));
const scenarios = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.request.json'))
  .map((file) => file.replace('.request.json', ''));
const scenariosOf = (direction: string) =>
  scenarios.filter((name) => shared.parse(readMeta(`${name}.request`)).direction === direction);

type Meta = z.infer<typeof shared>;
const siteOf = ({ department, jurisdiction, options, instant }: Meta, random = ''): SandboxSite => ({
  department,
  jurisdiction,
  options,
  world: goldenWorld(Date.parse('2026-11-21T18:05:00Z')),
  clock: () => Date.parse(instant),
  randomBytes: (length) => Buffer.from(random.padStart(length * 2, '0'), 'hex'),
  derive: (_label, length) => Buffer.alloc(length),
});

describe('golden bytes of the collaboration bus', () => {
  it('go both ways', () => {
    expect(scenariosOf('to-bus').length).toBeGreaterThanOrEqual(7);
    expect(scenariosOf('to-us').length).toBeGreaterThanOrEqual(10);
  });

  it.each(scenariosOf('to-bus'))('%s: takes our call and acknowledges it exactly so', (name) => {
    const asked = application.parse(readMeta(`${name}.request`));
    const told = answer.parse(readMeta(`${name}.answer`));
    const site = siteOf(asked);
    const given = collaborationBus.createSystem(site)(
      { ...asked.request, body: readBytes(`${name}.request`) },
      site.world,
      asked.twist,
    );

    expect(given).toMatchObject({ status: told.answer.status, headers: told.answer.headers });
    expect(given.body.toString()).toBe(readBytes(`${name}.answer`).toString());
    expect(given.body.equals(readBytes(`${name}.answer`))).toBe(true);
    expect((given.pushes ?? []).length > 0).toBe(told.expected.success);
  });

  it.each(scenariosOf('to-us'))('%s: calls us exactly so, and understands our ack', (name) => {
    const told = push.parse(readMeta(`${name}.request`));
    const acknowledged = answer.parse(readMeta(`${name}.answer`));
    const options = { ...told.options, callbackCode: told.callbackCode };
    const site = siteOf({ ...told, options }, told.messageNumber);
    const bus = busOf(site);
    const recordOf = ({ no, kind, number, name: asked, error }: (typeof told.expected.records)[number]) => {
      if (kind === 'refusal') {
        if (error === null || !isRecordCode(error)) throw new Error(`${error} refuses no record`);
        return writeRefusal(String(no), error, number, bus);
      }
      // The entries of somebody else are what the system itself finds under the number.
      const { world } = site;
      const found =
        error === '-12'
          ? { ...world, findPublicSecurityFile: () => world.findPublicSecurityFile('', MAN) }
          : world;
      const flaws: Readonly<Record<string, 'no-data-time' | 'bad-day'>> = {
        '-8': 'no-data-time',
        '-11': 'bad-day',
      };
      const flaw = flaws[error ?? ''] ?? null;
      const planned = { no: String(no), number, name: asked, dataTime: Date.parse(told.dataTime), flaw };
      return writeRecord(planned, kind, bus, found, told.twist);
    };
    const { failure, records } = told.expected;
    const message = createBusPush(
      {
        business: told.operation,
        collaborationNumber: told.collaborationNumber,
        isEarly: false,
        copies: 1,
        recordsOf: () => [
          ...records.map(recordOf),
          ...(name === 'feedback-material' ? [writeMaterial('2', '1')] : []),
        ],
      },
      bus,
    ).write(site.world, failure === null ? told.twist : { kind: 'error', code: failure });

    expect(message?.headers).toEqual(told.request.headers);
    expect(message?.body.toString()).toBe(readBytes(`${name}.request`).toString());
    expect(message?.body.equals(readBytes(`${name}.request`))).toBe(true);
    const { code, success } = acknowledged.expected;
    const ours = { status: acknowledged.answer.status, body: readBytes(`${name}.answer`) };
    expect(message?.isSettledBy(ours)).toBe(success || code === '-7');
    expect(message?.isSettledBy({ ...ours, status: 500 })).toBe(false);
  });
});
