import pg from 'pg';
import { expect, it } from 'vitest';
import { withCatalog } from './withCatalog.ts';

const { ask, databaseUrl } = withCatalog();

/** A hundred places and one of another province. */
const PLACES = Array.from({ length: 100 }, (_, index) => String(440_100 + index));
const question = (alias: string, day: number) =>
  `${alias}: availabilities(item: "hukou-certificate", acceptingDivisions: $places, owningDivisions: $places, on: "2024-01-${String(day).padStart(2, '0')}") { status }`;
const flood = (questions: readonly string[]) =>
  ask(`query ($places: [DivisionCode!]) { ${questions.join(' ')} }`, { places: PLACES });

it('answers 10,000 pairs in one request and refuses what goes beyond', async () => {
  const answer = await flood([question('one', 1), question('two', 2)]);

  expect(answer).toMatchObject({
    errors: [
      {
        path: ['two'],
        message:
          'availabilities must be at most 10000 pairs in one request, each question counting for at least 100',
        extensions: { code: 'OPERATION_TOO_COSTLY', retryable: false },
      },
    ],
  });
});

it('asks and counts the same question once', async () => {
  const answer = await flood([question('one', 1), question('two', 1)]);

  expect(answer).not.toHaveProperty('errors');
});

it('counts a hundred pairs even for the smallest question', async () => {
  const small = Array.from(
    { length: 101 },
    (_, index) =>
      `q${index}: availabilities(item: "item-${index}", acceptingDivisions: ["11"], owningDivisions: ["12"]) { status }`,
  );

  expect(await ask(`{ ${small.join(' ')} }`)).toMatchObject({
    errors: [{ path: ['q100'], extensions: { code: 'OPERATION_TOO_COSTLY' } }],
  });
});

it('goes on answering everything else while pairs are asked for without end', async () => {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    // Whoever asks for pairs now waits for this lock, however fast the machine is.
    await client.query('begin');
    await client.query('lock table catalog.coverage in access exclusive mode');
    const floods = Array.from({ length: 70 }, () =>
      ask(
        '{ availabilities(item: "id-card", acceptingDivisions: ["11"], owningDivisions: ["12"]) { status } }',
      ),
    );

    const refused = await Promise.race(floods);
    expect(refused).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED', retryable: true, retryAfter: 1 } }],
    });
    expect(await ask('{ serviceItem(code: "hukou-certificate") { code } }')).toEqual({
      data: { serviceItem: { code: 'hukou-certificate' } },
    });
    await client.query('rollback');
    const busy = (await Promise.all(floods)).filter(
      (answer) => typeof answer === 'object' && answer !== null && 'errors' in answer,
    );
    expect(busy).toHaveLength(70 - 63);
  } finally {
    await client.end();
  }
}, 60_000);
