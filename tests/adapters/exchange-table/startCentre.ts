import pg from 'pg';
import { createExchangeTableHousingFund } from '../../../adapters/housing-fund/exchange-table/createExchangeTableHousingFund.ts';
import type { HousingFundPort } from '../../../adapters/housing-fund/port.ts';
import type { RunningInbound } from '../../../adapters/inbound/Inbound.ts';
import type { PlaceStore } from '../../../adapters/inbound/PlaceStore.ts';
import { createExchangeTableSocialInsurance } from '../../../adapters/social-insurance/exchange-table/createExchangeTableSocialInsurance.ts';
import type { SocialInsurancePort } from '../../../adapters/social-insurance/port.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';
import { exchangeTables } from './exchangeTables.ts';

interface Setting {
  readonly options?: Readonly<Record<string, unknown>>;
  /** Where the replicas reach the database; default: where it is. */
  readonly url?: string;
  /** What the replicas store into; default: one in memory. */
  readonly store?: PlaceStore;
}

/** A row as a centre writes it. */
export interface WrittenRow {
  readonly sjlx?: string;
  readonly sjnr: string;
  readonly zjhm: string;
  readonly czlx?: string;
}

/** A front-end database of a centre, and any number of replicas that poll it. */
export async function startCentre(databaseUrl: string, setting: Setting = {}) {
  const sql = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  // A test may end the server's connections on purpose.
  sql.on('error', () => {});
  await sql.query(exchangeTables('qz_430700'));
  const store = createMemoryStore();
  const faults: string[] = [];
  const breakerStates: string[] = [];
  const running: RunningInbound[] = [];
  let nonces = 0;

  const describePlace = () => {
    const place = {
      jurisdiction: parseDivisionCode('430700'),
      dialect: 'exchange-table',
      url: setting.url ?? databaseUrl,
      options: {
        schema: 'qz_430700',
        platformCode: '100000001',
        pollSeconds: 0.02,
        ...setting.options,
      },
    };
    const resources = {
      now: () => Date.now(),
      nonce: () => {
        nonces += 1;
        return `n${String(nonces).padStart(15, '0')}`;
      },
      store: setting.store ?? store,
      onBreakerState: (operation: string, state: string) => {
        breakerStates.push(`${operation} ${state}`);
      },
      onInboundFault: ({ kind, reason }: { readonly kind: string; readonly reason: string }) => {
        faults.push(`${kind}: ${reason}`);
      },
    };
    return { place, resources };
  };
  const connect = () => {
    const { place, resources } = describePlace();
    return createExchangeTableHousingFund(place, resources);
  };
  const connectSocialInsurance = () => {
    const { place, resources } = describePlace();
    return createExchangeTableSocialInsurance(place, resources);
  };

  return {
    sql,
    store,
    faults,
    breakerStates,
    connect,
    connectSocialInsurance,
    /** Starts one more replica. */
    start: async ({ inbound }: HousingFundPort | SocialInsurancePort = connect()) => {
      if (inbound === undefined) throw new Error('no inbound part');
      const replica = await inbound.start();
      running.push(replica);
      return replica;
    },
    write: async (rows: readonly WrittenRow[]) => {
      await sql.query(
        `INSERT INTO qz_430700.qz_sjxx (sjlx, sjnr, zjhm, czlx)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])`,
        [
          rows.map(({ sjlx = 'TQMX' }) => sjlx),
          rows.map(({ sjnr }) => sjnr),
          rows.map(({ zjhm }) => zjhm),
          rows.map(({ czlx = 'U' }) => czlx),
        ],
      );
    },
    /** State and reason of every row, in their order. */
    states: async () => {
      const { rows } = await sql.query('SELECT clzt, sbyy FROM qz_430700.qz_sjxx ORDER BY xh');
      return rows.map(({ clzt, sbyy }) => (sbyy === null ? `${clzt}` : `${clzt} ${sbyy}`));
    },
    requests: async () => {
      const { rows } = await sql.query(
        `SELECT trim(qqlsh) AS qqlsh, trim(qqlx) AS qqlx, qqnr, trim(zjhm) AS zjhm, trim(czlx) AS czlx, clzt
           FROM qz_430700.qz_qqxx ORDER BY xh`,
      );
      return rows;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(running.map((replica) => replica.stop()));
      await sql.end();
    },
  };
}
