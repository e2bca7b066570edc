import { describe, expect, it } from 'vitest';
import { askPeople } from './askPeople.ts';
import { callers } from './callers.ts';
import { queryDatabase } from './queryDatabase.ts';
import { withPeople } from './withPeople.ts';

const { start, number, ids, logged, databaseUrl, useEmptyDatabase } = withPeople();
const { citizen, clerk } = callers;

describe('the process', () => {
  it('may start several times at once on an empty database', async () => {
    await useEmptyDatabase();

    const servers = await Promise.all([start(), start(), start(), start()]);

    const answers = await Promise.all(servers.map((server) => askPeople(server, citizen, '{ me { id } }')));
    expect(answers).toEqual(Array.from({ length: 4 }, () => ({ data: { me: null } })));
  });

  it('is not ready while its database refuses it, and works again afterwards', async () => {
    const server = await start();
    const ready = async () => (await fetch(`${server.url}/ready`)).status;
    const name = new URL(databaseUrl()).pathname.slice(1);
    const admin = new URL(databaseUrl());
    admin.pathname = '/tongban';
    const before = await ready();

    await queryDatabase(admin.href, `alter database ${name} allow_connections false`);
    await queryDatabase(
      admin.href,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
    );
    const during = [await ready(), await askPeople(server, citizen, '{ me { id } }')];
    await queryDatabase(admin.href, `alter database ${name} allow_connections true`);
    const after = [await ready(), await askPeople(server, citizen, '{ me { id } }')];

    const retryable = { code: 'INTERNAL_SERVER_ERROR', origin: 'GATEWAY', retryable: true };
    expect([before, during, after]).toEqual([
      200,
      [503, { data: { me: null }, errors: [expect.objectContaining({ extensions: retryable })] }],
      [200, { data: { me: { id: ids[0] } } }],
    ]);
  });

  it('logs no personal data', async () => {
    const server = await start();
    await askPeople(server, clerk, 'query ($ids: [ID!]!) { persons(ids: $ids) { maskedName } }', {
      ids: [number, ids[0]],
    });
    await askPeople(server, citizen, '{ me { housingFund(in: ["99"]) { identity } } }');

    const text = logged.join('');
    expect([number, '欧阳', 's-1', 'c-9'].filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).not.toBe('');
  });
});
