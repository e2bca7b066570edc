import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { Admission } from '../../../../gateway/edge/admission/Admission.ts';
import { edgeLimits } from '../../../../gateway/edge/edgeLimits.ts';
import { PlanningTurns } from '../../../../gateway/plan/aside/PlanningTurns.ts';
import { openGate } from './openGate.ts';

/** An admission on a clock of its own, on which something has just taken long; `goOn` gives the next one its turn. */
function createBusyAdmission() {
  let goOn = () => {};
  const clock = { ms: 0 };
  const turns = new PlanningTurns({
    now: () => clock.ms,
    wait: (ms, then) => {
      goOn = () => {
        clock.ms += ms;
        then();
      };
    },
  });
  const schema = buildSchema('type Query { a: Int b: Int }');
  const admission = new Admission({
    limits: edgeLimits.parse({}),
    documents: openGate(),
    schema: () => schema,
    rates: null,
    turns,
  });
  const admit = (query: string, request?: { readonly aborted: boolean }) =>
    admission.admit({ query, variables: {}, documentId: undefined, operationName: undefined }, null, request);
  const takeLong = () =>
    turns.take(
      'first',
      () => true,
      () => {
        clock.ms += 100;
      },
    );
  return { admit, takeLong, goOn: () => goOn(), forget: () => admission.forget() };
}

it('looks at new documents in turn with the planning of others, and admits known ones at once', async () => {
  const { admit, takeLong, goOn } = createBusyAdmission();
  admit('{ a }');
  takeLong();
  const waiting = admit('{ b }');

  expect(admit('{ a }')).toMatchObject({ query: '{ a }' });
  expect(waiting).toBeInstanceOf(Promise);
  goOn();
  expect(await waiting).toMatchObject({ query: '{ b }' });
});

it('looks at once at documents that were known until the limits changed', () => {
  const { admit, takeLong, forget } = createBusyAdmission();
  admit('{ a }');
  forget();
  takeLong();

  expect(admit('{ a }')).toMatchObject({ query: '{ a }' });
  expect(admit('{ b }')).toBeInstanceOf(Promise);
});

it('does not look at documents whose clients have left', async () => {
  const { admit, takeLong, goOn } = createBusyAdmission();
  takeLong();
  const request = { aborted: false };
  const left = admit('{ a ', request);
  request.aborted = true;
  goOn();

  await expect(left).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
});
