import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectDiagnosis } from '../../../adapters/connect.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { diagnosisResources } from './support/diagnosisResources.ts';
import { failuresIn } from './support/failuresIn.ts';

const jurisdiction = parseDivisionCode('450900');
const resources = { ...diagnosisResources, hasStore: true };

describe('exchange table', () => {
  const postgres = withPostgres();
  let url: string;

  const TABLES = `
    CREATE SCHEMA centre;
    CREATE TABLE centre.qz_sjxx (xh bigint, sjlx char(8), sjnr text, zjhm char(20), czlx char(2), clzt smallint,
      sbyy varchar(200), lqbs varchar(64), lqsj timestamptz, cjsj timestamptz, gxsj timestamptz);
    CREATE TABLE centre.qz_qqxx (xh bigint, qqlsh char(32), qqlx char(8), qqnr text, zjhm char(20), czlx char(2),
      clzt smallint, sbyy varchar(200), lqbs varchar(64), lqsj timestamptz, cjsj timestamptz, gxsj timestamptz);`;

  beforeEach(async () => {
    url = await postgres.createDatabase();
    await run(TABLES);
  });

  async function run(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }

  async function diagnose(address = url, schema = 'centre') {
    const options = { schema, platformCode: '100000001' };
    const place = { jurisdiction, dialect: 'exchange-table', url: address, options };
    return connectDiagnosis['housing-fund'](place, resources).run(AbortSignal.timeout(30_000));
  }

  it('has what we need, and nothing is written', async () => {
    const findings = await diagnose();

    expect(findings.map(({ check, outcome }) => `${check} ${outcome}`)).toEqual([
      'DNS NOTED',
      'TCP PASSED',
      'TLS NOTED',
      'clock PASSED',
      'sign-in PASSED',
      'charset PASSED',
      'sample query NOTED',
      'release NOTED',
      'tables PASSED',
      'rights PASSED',
    ]);
    expect(findings.find(({ check }) => check === 'charset')?.found).toMatch(
      /^UTF8: .* came back over the wire/,
    );
  });

  it('names a missing column', async () => {
    await run('ALTER TABLE centre.qz_sjxx DROP COLUMN lqbs');

    expect(failuresIn(await diagnose())).toMatchObject([
      { check: 'tables', found: 'schema centre lacks qz_sjxx.lqbs' },
    ]);
  });

  it('names missing tables', async () => {
    expect(failuresIn(await diagnose(url, 'elsewhere'))).toMatchObject([
      { check: 'tables', found: 'schema elsewhere lacks qz_sjxx, qz_qqxx' },
    ]);
  });

  it('names a missing right', async () => {
    await run(
      'REVOKE ALL ON centre.qz_qqxx FROM CURRENT_USER; GRANT SELECT ON centre.qz_qqxx TO CURRENT_USER',
    );

    expect(failuresIn(await diagnose())).toMatchObject([
      { check: 'rights', found: 'not granted: qz_qqxx INSERT' },
    ]);
  });

  it('blames the sign-in for a wrong password, and shows none', async () => {
    const wrong = new URL(url);
    wrong.password = 'hidden-password';

    const failures = failuresIn(await diagnose(wrong.href));

    expect(failures).toMatchObject([{ check: 'sign-in', found: 'the database refuses (28P01)' }]);
    expect(JSON.stringify(failures)).not.toContain('hidden-password');
  });

  it('says that nothing listens', async () => {
    const wrong = new URL(url);
    wrong.port = '1';

    expect(failuresIn(await diagnose(wrong.href))).toMatchObject([{ check: 'TCP' }]);
  });
});

describe('file drop', () => {
  const FOLDERS = ['out/claim', 'out/done', 'out/bad', 'in/done', 'in/bad'];
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tongban-drop-'));
    for (const folder of FOLDERS) await mkdir(join(root, folder), { recursive: true });
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  function connect(directory = root, hasStore = true) {
    const options = { platformCode: '100000001' };
    const place = { jurisdiction, dialect: 'file-drop', url: pathToFileURL(directory).href, options };
    return connectDiagnosis['social-insurance'](place, {
      ...resources,
      now: () => Date.now(),
      hasStore,
    });
  }

  const diagnose = () => connect().run(AbortSignal.timeout(30_000));

  it('can be read, written and claimed from, and is left as it was', async () => {
    const findings = await diagnose();

    expect(findings.map(({ check, outcome }) => `${check} ${outcome}`)).toEqual([
      'clock PASSED',
      'charset PASSED',
      'directory PASSED',
      'claim PASSED',
      'sample query NOTED',
      'release NOTED',
    ]);
    expect((await readdir(root, { recursive: true })).toSorted()).toEqual(
      [...FOLDERS, 'in', 'out'].toSorted(),
    );
  });

  it('names missing directories', async () => {
    await rm(join(root, 'out/claim'), { recursive: true });

    expect(failuresIn(await diagnose())).toMatchObject([
      { check: 'directory', found: 'missing or not to be seen by this account: out/claim/' },
    ]);
  });

  it('names a directory that is no directory', async () => {
    await rm(join(root, 'in'), { recursive: true });
    await writeFile(join(root, 'in'), '');

    expect(failuresIn(await diagnose())).toMatchObject([
      { check: 'directory', found: 'missing or not to be seen by this account: in/' },
    ]);
  });

  it('names files of another place, wherever they lie', async () => {
    await writeFile(join(root, 'out/done/grzh_450800_20261122_0001.txt'), '');
    await writeFile(join(root, 'in/cxqq_450900_20261122_4k0z81m2q7ab.ok'), '');

    expect(failuresIn(await diagnose())).toMatchObject([
      { check: 'directory', found: 'out/done/ has files of 450800, not of 450900' },
    ]);
  });

  it('tells to which requests answers of the last day were taken', async () => {
    const old = new Date(Date.now() - 2 * 86_400_000);
    for (const reference of ['aaaaaaaaaaaa', 'bbbbbbbbbbbb']) {
      await writeFile(join(root, `out/done/cxqq_450900_20261122_${reference}_res.txt`), '');
    }
    await utimes(join(root, 'out/done/cxqq_450900_20261122_bbbbbbbbbbbb_res.txt'), old, old);
    await writeFile(join(root, 'out/done/grzh_450900_20261122_0001.txt'), '');

    expect(await connect().answeredLately?.()).toEqual(['aaaaaaaaaaaa']);
  });

  it('says where to read what is missing, when the server keeps nothing', () => {
    expect(() => connect(root, false)).toThrow(
      'place 450900: databaseUrl and storeKey are missing: what the centre leaves for us is kept there',
    );
  });
});
