import { expect, it } from 'vitest';
import { stormCases } from '../../../../bench/stormCases.ts';
import { deriveContextKey } from '../../../../subgraphs/serving/deriveContextKey.ts';
import { secrets } from '../../people/secrets.ts';
import { callers } from '../support/callers.ts';
import { INPUTS } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';

const { open } = withCases();

it('500 submits, 20 % of them sent twice and 5 % cut off, are 500 cases (S31); bench storm hands in 10,000', async () => {
  const scene = await open();
  const count = 500;
  const { ids, putOff, ...sent } = await stormCases({
    url: scene.url,
    contextKey: deriveContextKey(secrets.contextMaster, 'cases'),
    caller: callers.applicant,
    count,
    inputOf: () => INPUTS.transfer,
  });
  const [stored] = await scene.query(
    `select (select count(*)::int from cases.cases) as cases,
            (select count(*)::int from cases.cases where case_id = any ($1::uuid[])) as acknowledged,
            (select count(*)::int from cases.idempotency) as keys,
            (select count(*)::int from cases.events) as events`,
    [ids],
  );

  expect(sent).toEqual({ resent: 100, cut: 25, requests: 625 + putOff, contradicted: 0 });
  expect(new Set(ids).size).toBe(count);
  // Each is handed in, and nothing else: its clerk has not looked at it.
  expect(stored).toEqual({ cases: count, acknowledged: count, keys: count, events: count });
});
