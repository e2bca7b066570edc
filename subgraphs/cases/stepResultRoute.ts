import { z } from 'zod';
import { type DivisionCode, isDivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { SignedCall, SignedRoute } from '../serving/SignedRoute.ts';
import { askDatabase } from '../serving/storage/askDatabase.ts';
import type { CasesServices } from './CasesServices.ts';
import { stepResultShape } from './client/stepResultShape.ts';
import { takeStepResult } from './storage/takeStepResult.ts';

const MAX_BODY_BYTES = 65_536;

const reportShape = z.object({
  subgraph: z.string().max(64),
  jurisdiction: z.custom<DivisionCode>(isDivisionCode),
  stepKey: z.string().max(128),
});

/** `POST /step-results`: what a place says of a step after it was told to wait. @see docs/steps.md */
export function stepResultRoute(
  services: CasesServices,
  { audience, contextKey }: Pick<SignedRoute, 'audience' | 'contextKey'>,
): SignedRoute {
  return {
    path: '/step-results',
    audience,
    contextKey,
    scope: 'step-results',
    maxBodyBytes: MAX_BODY_BYTES,
    methods: { POST: (call) => take(services, call) },
  };
}

async function take(
  services: CasesServices,
  { body, callContext }: SignedCall,
): Promise<{ readonly taken: boolean }> {
  const report = reportShape.safeParse(body);
  const result = stepResultShape.safeParse(body);
  if (!report.success || !result.success)
    throw new TongbanError('BAD_USER_INPUT', 'This is no result of a step');
  const { subgraph, jurisdiction, stepKey } = report.data;
  if (callContext.caller?.subject !== `${subgraph}/${jurisdiction}`)
    throw new TongbanError('FORBIDDEN', 'A place speaks for itself alone');
  // Anything else says nothing to the case: the worker asks again anyway.
  if (result.data.outcome !== 'DONE' && result.data.outcome !== 'REFUSED') return { taken: true };
  const taken = await askDatabase(
    takeStepResult(services, { subgraph, jurisdiction, stepKey, result: result.data, at: services.now() }),
  );
  return { taken };
}
