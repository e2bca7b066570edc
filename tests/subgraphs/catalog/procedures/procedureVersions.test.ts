import { expect, it } from 'vitest';
import { keepVersions } from '../keepVersions.ts';
import { itemOf } from '../smallDocument.ts';
import { withCatalog } from '../withCatalog.ts';
import { clerkStep, formOf, procedureOf } from './procedureOf.ts';

const { ask, createDatabase, start } = withCatalog();
const { importDocument, publish, compare } = keepVersions();

const items = [itemOf('card')];
const PROCEDURE = procedureOf('card', [clerkStep('review', 1)]);
const TWO_STEPS = procedureOf('card', [clerkStep('review', 1), clerkStep('again', 2)]);
const REFUSAL =
  'procedure card version 1 reads otherwise in catalogue version 1, which is published; give what has changed version 2';

it('a version that is published never reads otherwise', async () => {
  const databaseUrl = await createDatabase();
  await importDocument(databaseUrl, { items, procedures: [PROCEDURE] });
  await publish(databaseUrl);

  await expect(importDocument(databaseUrl, { items, procedures: [TWO_STEPS] })).rejects.toThrow(REFUSAL);
  expect(
    await importDocument(databaseUrl, { items, procedures: [{ ...TWO_STEPS, version: 2 }] }),
  ).toMatchObject({
    version: 2,
    isNew: true,
    rows: { procedures: 1, forms: 0 },
  });
});

it('nor where it was a draft when the other was published', async () => {
  const databaseUrl = await createDatabase();
  await importDocument(databaseUrl, { items, procedures: [PROCEDURE] });
  await importDocument(databaseUrl, { items, procedures: [TWO_STEPS] });
  await publish(databaseUrl, { version: 1 });

  await expect(publish(databaseUrl, { version: 2 })).rejects.toThrow(REFUSAL);
});

it('counts how many more there are, and takes the same again in another order of fields', async () => {
  const databaseUrl = await createDatabase();
  const other = { ...PROCEDURE, id: 'other', ways: [{ mode: 'FULLY_ONLINE' }] };
  await importDocument(databaseUrl, { items, procedures: [PROCEDURE, other] });
  await publish(databaseUrl);
  const renamed = [PROCEDURE, other].map((row) => ({ ...row, nameZh: '改名' }));
  const turned = [PROCEDURE, other].map((row) => Object.fromEntries(Object.entries(row).toReversed()));

  await expect(importDocument(databaseUrl, { items, procedures: renamed })).rejects.toThrow(
    'which is published, and so do 1 more; give what has changed version 2',
  );
  expect(await importDocument(databaseUrl, { items, procedures: turned })).toMatchObject({ version: 2 });
  expect((await compare(databaseUrl, 1, 2)).changes).toEqual([]);
});

it('is found for as long as there are cases of it, and what changed is told field by field', async () => {
  const databaseUrl = await createDatabase();
  const forms = [formOf({ address: { type: 'string', title: '地址', maxLength: 200 } })];
  await importDocument(databaseUrl, { items, procedures: [PROCEDURE] });
  await publish(databaseUrl, { from: '2026-01-01', backdate: true });
  await importDocument(databaseUrl, { items, procedures: [{ ...TWO_STEPS, version: 2 }], forms });
  await publish(databaseUrl, { from: '2026-01-02', backdate: true });
  await importDocument(databaseUrl, { items, procedures: [{ ...PROCEDURE, version: 3 }] });
  const { url } = await start(databaseUrl);
  const query = `query ($representations: [_Any!]!) {
    now: procedure(id: "card") { version steps { key } }
    first: procedure(id: "card", version: 1) { version steps { key } items { code } }
    draft: procedure(id: "card", version: 3) { version }
    none: procedure(id: "none") { version }
    odd: procedure(id: "\\u0000", version: 1) { version }
    _entities(representations: $representations) { ... on Procedure { version steps { key } } }
    catalogueChanges(from: 1, to: 2) { nodes { section kind key fields { field before after } } }
  }`;
  const representations = [1, 2, 4].map((version) => ({ __typename: 'Procedure', id: 'card', version }));
  const first = { version: 1, steps: [{ key: 'review' }] };
  const second = { version: 2, steps: [{ key: 'review' }, { key: 'again' }] };

  expect(await ask(query, { representations }, url)).toEqual({
    data: {
      now: second,
      first: { ...first, items: [{ code: 'card' }] },
      draft: null,
      none: null,
      odd: null,
      _entities: [first, second, null],
      catalogueChanges: {
        nodes: [
          { section: 'forms', kind: 'ADDED', key: 'card', fields: [] },
          {
            section: 'procedures',
            kind: 'CHANGED',
            key: 'card',
            fields: [
              { field: 'steps', before: expect.any(String), after: expect.stringContaining('"again"') },
              { field: 'version', before: '1', after: '2' },
            ],
          },
        ],
      },
    },
  });
});
