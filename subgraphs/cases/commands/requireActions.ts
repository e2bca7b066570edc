import type { Procedure } from '../../../domain/cases/Procedure.ts';
import type { SystemStep } from '../../../domain/cases/ProcedureStep.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { PlaceActions } from '../client/PlaceActions.ts';
import type { StepPlaces } from '../client/StepPlaces.ts';
import { subgraphOf } from '../subgraphOf.ts';

interface ActionsTools {
  readonly places: Pick<StepPlaces, 'find'>;
  readonly placeActions: Pick<PlaceActions, 'find'>;
  readonly requestId: string;
}

/**
 * Whether the systems of the places can do what a case surely asks of them: every step without a condition. Of a place that
 * does not say, the place decides when its turn comes.
 *
 * @throws {TongbanError} NOT_OFFERED naming the first place that says it cannot, all that it cannot, and what can be done
 *   instead.
 */
export async function requireActions(
  { steps }: Procedure,
  divisions: CaseRecord['divisions'],
  { places, placeActions, requestId }: ActionsTools,
): Promise<void> {
  const certain = steps.filter(
    (step): step is SystemStep => step.performer === 'SYSTEM' && step.when === null,
  );
  const missing = (
    await Promise.all(
      certain.map(async (step) => {
        const division = divisions[step.role];
        const place = division === null ? null : places.find(subgraphOf(step.department), division);
        const offered = place === null ? null : await placeActions.find(place, requestId);
        return offered === null || offered.has(step.action) ? [] : [{ step, division }];
      }),
    )
  ).flat();
  const [first] = missing;
  if (first === undefined || first.division === null) return;
  const names = missing
    .filter(({ division }) => division === first.division)
    .map(({ step }) => `${step.nameZh} (${step.action})`)
    .join(', ');
  throw new TongbanError(
    'NOT_OFFERED',
    `The system of ${first.division} cannot do ${names}. 请到该地窗口办理 instead: apply at a counter of that place`,
    { jurisdiction: first.division },
  );
}
