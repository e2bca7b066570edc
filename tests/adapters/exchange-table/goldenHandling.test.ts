import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdapterResources } from '../../../adapters/AdapterResources.ts';
import { connectHousingFund, connectSocialInsurance } from '../../../adapters/connect.ts';
import type { Inbound } from '../../../adapters/inbound/Inbound.ts';
import type { Place } from '../../../adapters/Place.ts';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import { toWireResult } from '../../../adapters/steps/toWireResult.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { goldenFolder, toStepRequest, type WrittenRequest } from '../steps/goldenFolder.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';
import { exchangeTables } from './exchangeTables.ts';

interface Facts {
  readonly meaning: string;
  readonly department: 'housing-fund' | 'social-insurance';
  readonly jurisdiction: string;
  readonly options: { readonly schema: string };
  readonly before: string | null;
  readonly request: WrittenRequest;
  readonly row: Readonly<Record<string, string>>;
  readonly answered: {
    readonly clzt: number;
    readonly sbyy: string | null;
    readonly row?: { readonly sjlx: string; readonly zjhm: string; readonly czlx: string };
  };
  readonly expected: { readonly submitted: unknown; readonly seen: unknown; readonly told: unknown };
}

type Connect = (
  place: Place,
  resources: AdapterResources,
) => { readonly step?: StepPort; readonly inbound?: Inbound };
const CONNECT: Readonly<Record<string, Connect>> = {
  'housing-fund': connectHousingFund,
  'social-insurance': connectSocialInsurance,
};
const GOLDEN = goldenFolder<Facts>('exchange-table');
const postgres = withPostgres();
const { signal } = new AbortController();
let url = '';
let sql: pg.Pool;

beforeAll(async () => {
  url = await postgres.createDatabase();
  sql = new pg.Pool({ connectionString: url, max: 2 });
  sql.on('error', () => undefined);
});
afterAll(async () => sql.end());

function connectGolden({ department, jurisdiction, options }: Facts) {
  const store = createMemoryStore();
  let nonces = 0;
  const connect = CONNECT[department];
  const port = connect?.(
    {
      jurisdiction: parseDivisionCode(jurisdiction),
      dialect: 'exchange-table',
      url,
      options: { ...options, pollSeconds: 0.02 },
    },
    {
      now: Date.now,
      nonce: () => {
        nonces += 1;
        return `n${String(nonces).padStart(15, '0')}`;
      },
      store,
      onBreakerState: () => undefined,
      onInboundFault: () => undefined,
    },
  );
  const { step, inbound } = port ?? {};
  if (step === undefined || inbound === undefined) throw new Error('it does not handle');
  return { step, inbound, store };
}

/** Those that come before it, the first of them first. */
function withThoseBefore(name: string): readonly Facts[] {
  const facts = GOLDEN.find((golden) => golden.name === name)?.facts;
  if (facts === undefined) throw new Error(`no golden ${name}`);
  return [...(facts.before === null ? [] : withThoseBefore(facts.before)), facts];
}

describe('a golden step of an exchange table', () => {
  it.each(GOLDEN)(
    '$name: is asked for and understood to the byte: $meaning',
    async ({ name, facts, bytes }) => {
      const { options, request, row, answered, expected } = facts;
      const { schema } = options;
      await sql.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE; ${exchangeTables(schema)}`);
      const { step, inbound, store } = connectGolden(facts);
      const submitted: unknown[] = [];
      for (const each of withThoseBefore(name)) {
        submitted.push(await step.submit(toStepRequest(each.request), signal));
      }
      const { rows } = await sql.query(
        `SELECT qqlsh, qqlx, zjhm, czlx, qqnr FROM ${schema}.qz_qqxx WHERE qqlsh = $1::char(32)`,
        [request.businessKey],
      );
      await sql.query(`UPDATE ${schema}.qz_qqxx SET clzt = $2, sbyy = $3 WHERE qqlsh = $1::char(32)`, [
        request.businessKey,
        answered.clzt,
        answered.sbyy,
      ]);
      const seen = await step.find?.(toStepRequest(request), signal);
      const content = bytes('answer')?.toString('utf8');
      if (answered.row !== undefined) {
        const { sjlx, zjhm, czlx } = answered.row;
        await sql.query(`INSERT INTO ${schema}.qz_sjxx (sjlx, sjnr, zjhm, czlx) VALUES ($1, $2, $3, $4)`, [
          ...[sjlx, content, zjhm, czlx],
        ]);
      }
      const running = await inbound.start();
      const open = async () =>
        (await sql.query(`SELECT xh, clzt, sbyy FROM ${schema}.qz_sjxx WHERE clzt <> 2`)).rows;
      await expect.poll(open).toEqual([]);
      await running.stop();

      expect(submitted.at(-1)).toEqual(expected.submitted);
      expect(rows).toEqual([{ ...row, qqnr: bytes('request')?.toString('utf8') }]);
      expect(seen && toWireResult(seen)).toEqual(expected.seen);
      expect(store.stepAnswers.map(({ result }) => toWireResult(result))).toEqual(
        expected.told === null ? [] : [expected.told],
      );
    },
  );
});
