import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { exchangeTable } from '../../../sandbox/dialects/exchange-table/exchangeTable.ts';
import { handlingSwitch } from '../../../sandbox/handling/HandlingSwitch.ts';
import type { ExchangeSystem } from '../../../sandbox/server/ExchangeSystem.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { newBusinessKey } from './newBusinessKey.ts';
import { startExchange } from './startExchange.ts';

const NOON = Date.parse('2026-11-22T04:00:00Z');

export interface TableOrder {
  readonly code?: string;
  readonly key?: string;
  readonly collaboration?: string;
  readonly who?: { readonly number: string; readonly name: string } | undefined;
  readonly operation?: string;
  readonly fields?: readonly (readonly [string, string])[];
  readonly system?: ExchangeSystem;
  readonly zjhm?: string;
  /** Changes the finished content. */
  readonly spoil?: (content: string) => string;
}

/** Two centres at one database, of either department and either format, for the tests of one file. */
export function withTableDesks() {
  const postgres = withPostgres();
  let pool: pg.Pool;
  let url: string;
  let now = NOON;
  let fund: ExchangeSystem;
  let insurance: ExchangeSystem;
  beforeAll(async () => {
    url = await postgres.createDatabase();
    pool = new pg.Pool({ connectionString: url, max: 2 });
    const place = { dialect: exchangeTable, ground: url, clock: () => now };
    fund = await startExchange({ ...place, department: 'housing-fund', jurisdiction: '360000', ordinal: 0 });
    insurance = await startExchange({
      ...place,
      department: 'social-insurance',
      jurisdiction: '630000',
      ordinal: 1,
    });
    // The push of everybody is not what this is about.
    await Promise.all([fund.run(), insurance.run()]);
    await pool.query('truncate qz_gjj_360000.qz_sjxx, qz_sb_630000.qz_sjxx');
  });
  beforeEach(() => {
    now = NOON;
  });
  afterEach(async () => {
    for (const system of [fund, insurance]) {
      system.desk?.switches.clearAll();
      await system.setFault(null);
    }
  });
  afterAll(async () => {
    await Promise.all([fund.close(), insurance.close(), pool.end()]);
  });

  const schemaOf = (system: ExchangeSystem) => String(system.site.options['schema']);
  const holdersOf = (department: 'housing-fund' | 'social-insurance', place: string) =>
    fund.site.world.holders.filter(
      ({ kind, holdings }) => kind === 'person' && holdings[department].includes(place),
    );
  const saver = () => holdersOf('housing-fund', '360000')[0];
  const insured = () => holdersOf('social-insurance', '630000')[0];
  const switchOn = (action: string, to: object, system = fund) =>
    system.desk?.switches.set(action, handlingSwitch.parse(to));
  const countOf = (key: string, system = fund) =>
    system.desk?.ledger.count().find(({ businessKey }) => businessKey === key);

  const xml = (value: unknown): string =>
    typeof value === 'string'
      ? value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
      : Object.entries(value as object)
          .map(([name, part]) =>
            Array.isArray(part)
              ? `<${name}>${part.map((row) => `<row>${xml(row)}</row>`).join('')}</${name}>`
              : `<${name}>${xml(part)}</${name}>`,
          )
          .join('');

  /** Puts a request down, and gives its key. */
  async function put(order: TableOrder = {}): Promise<string> {
    const fresh = newBusinessKey();
    const { code = 'GJ13', key = fresh.key, collaboration = fresh.collaboration, system = fund } = order;
    const who = order.who ?? (system === fund ? saver() : insured());
    const content = {
      PTBM: String(system.site.options['platformCode']),
      YWBH: key,
      XTBH: collaboration,
      YWDM: code,
      SXBM: 'golden-item',
      SLQH: '430700',
      BLQH: system.site.jurisdiction,
      DSRLB: [
        {
          JS: '申请人',
          ZJLX: who?.number.startsWith('9') ? 'XYM' : 'SFZ',
          ZJHM: who?.number,
          MC: who?.name,
        },
      ],
      BDLB: (order.fields ?? [['remark', '甲|乙 & "丙" <丁>']]).map(([XMC, XMZ]) => ({ XMC, XMZ })),
    };
    const written = system === fund ? JSON.stringify(content) : `<data>${xml(content)}</data>`;
    await pool.query(
      `insert into ${schemaOf(system)}.qz_qqxx (qqlsh, qqlx, qqnr, zjhm, czlx) values ($1, 'BL', $2, $3, $4)
     on conflict (qqlsh) do nothing`,
      [key, order.spoil?.(written) ?? written, order.zjhm ?? who?.number, order.operation ?? 'I'],
    );
    return key;
  }

  const stateOf = async (key: string, system = fund) => {
    const { rows } = await pool.query(`select clzt, sbyy from ${schemaOf(system)}.qz_qqxx where qqlsh = $1`, [
      key,
    ]);
    return [rows[0]?.clzt, rows[0]?.sbyy];
  };
  const again = (key: string, system = fund) =>
    pool.query(`update ${schemaOf(system)}.qz_qqxx set clzt = 0, sbyy = null, lqbs = null where qqlsh = $1`, [
      key,
    ]);
  /** Contents of result rows about a key, in order. */
  const toldOf = async (key: string, system = fund): Promise<readonly string[]> =>
    (
      await pool.query(
        `select sjnr from ${schemaOf(system)}.qz_sjxx where sjlx = 'BLJG' and position($1 in sjnr) > 0 order by xh`,
        [key],
      )
    ).rows.map(({ sjnr }) => sjnr);
  const statesOf = async (key: string) =>
    (await toldOf(key)).map((text) => [JSON.parse(text).BLZT, JSON.parse(text).JJDM]);
  /** What one request comes to on the next run. */
  async function handle(order: TableOrder = {}) {
    const system = order.system ?? fund;
    const key = await put(order);
    await system.run();
    return { key, state: await stateOf(key, system), told: (await toldOf(key, system)).at(-1) ?? '' };
  }
  const outputsOf = (told: string) =>
    told.startsWith('{')
      ? Object.fromEntries(
          JSON.parse(told).JGLB.map((row: Record<string, string>) => [row['XMC'], row['XMZ']]),
        )
      : Object.fromEntries(
          [...told.matchAll(/<XMC>(\w+)<\/XMC><XMZ>([^<]*)<\/XMZ>/g)].map(([, name, value]) => [name, value]),
        );

  return {
    get fund() {
      return fund;
    },
    get insurance() {
      return insurance;
    },
    get pool() {
      return pool;
    },
    get url() {
      return url;
    },
    /** Lets time pass for the centres. */
    pass: (ms: number) => {
      now += ms;
    },
    holdersOf,
    saver,
    insured,
    switchOn,
    countOf,
    put,
    stateOf,
    again,
    toldOf,
    statesOf,
    handle,
    outputsOf,
  };
}
