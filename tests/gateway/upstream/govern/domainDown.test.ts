import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROVINCES } from '../../../../domain/provinces.ts';
import { federationLink } from '../../../support/federationLink.ts';
import { startTestGateway, type TestGateway } from '../../edge/support/startTestGateway.ts';
import { Places } from './support/Places.ts';

const SDL = `${federationLink}
  type Account @key(fields: "jurisdiction id") { jurisdiction: ID!  id: ID!`;
const provinces = PROVINCES.filter(({ mainland31 }) => mainland31);

let folder: string;
let places: Places;
let gateway: TestGateway;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-domain-down-'));
  places = await Places.open();
  for (const { code2 } of provinces) places.behave(code2, () => undefined);
  const partitions = join(folder, 'partitions.json');
  const urls = provinces.map(({ code2 }) => [code2, places.urlOf(code2)]);
  await writeFile(partitions, JSON.stringify({ funds: Object.fromEntries(urls) }));
  const people = {
    sdl: `${SDL} }  type Query { accounts: [Account!]!  name: String }`,
    resolvers: {
      Query: {
        name: () => '张三',
        accounts: () => provinces.map(({ code }) => ({ jurisdiction: code, id: '1' })),
      },
    },
  };
  const funds = { sdl: `${SDL} balance: String }` };
  const deadlines = { requestMs: 60_000, jurisdictionMs: 60_000 };
  // Equal questions shall be calls of their own.
  const upstreams = { joinReads: false };
  gateway = await startTestGateway({ people, funds }, { partitions, deadlines, upstreams });
});
afterAll(async () => {
  await gateway.close();
  await places.close();
  await rm(folder, { recursive: true });
});

it('a department of which every province hangs takes nothing from the others, and the gateway stays ready', async () => {
  let ended = 0;
  const stuck = Array.from({ length: 20 }, async () => {
    const answer = await gateway.post({ query: '{ accounts { jurisdiction balance } }' });
    ended++;
    return (await answer.json()) as { errors: { extensions: { code: string } }[] };
  });
  const [first = ''] = provinces.map(({ code2 }) => code2);
  await expect.poll(() => places.bodies(first).length).toBeGreaterThan(5);

  for (let n = 0; n < 20; n++) {
    const answer = await gateway.post({ query: '{ name }' });
    expect(await answer.json()).toEqual({ data: { name: '张三' } });
  }
  const { status } = await fetch(`${gateway.adminUrl}/ready`);
  expect([status, ended]).toEqual([200, 0]);

  for (const { code2 } of provinces) places.behave(code2, (_, { socket }) => socket.destroy());
  places.cut();
  const codes = (await Promise.all(stuck)).flatMap(({ errors }) =>
    errors.map(({ extensions }) => extensions.code),
  );
  expect(codes).toHaveLength(20 * 31);
  expect(new Set(codes)).toEqual(new Set(['JURISDICTION_UNAVAILABLE']));
  const metrics = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
  for (const { code2 } of provinces) {
    const place = `service="funds",jurisdiction="${code2}"`;
    expect(metrics).toContain(`tongban_endpoint_breaker_state{${place},operation="reads"} 2`);
  }
  const again = await gateway.post({ query: '{ name accounts { balance } }' });
  expect(await again.json()).toMatchObject({
    data: { name: '张三' },
    errors: provinces.map(({ code }) => ({
      extensions: { code: 'JURISDICTION_UNAVAILABLE', jurisdiction: code },
    })),
  });
});
