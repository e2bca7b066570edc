import { z } from 'zod';
import { type DivisionCode, isDivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { acceptedKeysFor } from '../serving/acceptedKeysFor.ts';
import type { ContextKeyConfig } from '../serving/contextKeyConfig.ts';
import type { SignedCall, SignedRoute } from '../serving/SignedRoute.ts';
import { stepResultsAudience } from '../serving/stepResultsAudience.ts';
import { askDatabase } from '../serving/storage/askDatabase.ts';
import type { CasesServices } from './CasesServices.ts';
import { stepResultShape } from './client/stepResultShape.ts';
import { takeStepResult } from './storage/takeStepResult.ts';

const MAX_BODY_BYTES = 65_536;

const reportShape = z.object({ stepKey: z.string().max(128) });

/**
 * `POST /step-results/<subgraph>.<jurisdiction>`: what a place says of a step after it was told to wait. Each place signs for
 * an audience of its own, and who speaks is taken from nothing else.
 *
 * @see docs/steps.md
 */
export function stepResultRoute(services: CasesServices, contextKey: ContextKeyConfig): SignedRoute {
  return {
    path: '/step-results/',
    audience: (key) => {
      const { subgraph, jurisdiction } = parsePlace(key);
      return stepResultsAudience(subgraph, jurisdiction);
    },
    contextKey: (audience) => acceptedKeysFor(audience, contextKey),
    scope: 'step-results',
    maxBodyBytes: MAX_BODY_BYTES,
    methods: { POST: (call) => take(services, call) },
  };
}

/** @throws {TongbanError} NOT_FOUND for what names no place. */
function parsePlace(key: string): { readonly subgraph: string; readonly jurisdiction: DivisionCode } {
  const [subgraph = '', jurisdiction, ...rest] = key.split('.');
  if (/^[a-z][a-z-]{0,63}$/.test(subgraph) && isDivisionCode(jurisdiction) && rest.length === 0)
    return { subgraph, jurisdiction };
  throw new TongbanError('NOT_FOUND', 'No place tells its results here');
}

async function take(
  services: CasesServices,
  { key, body }: SignedCall,
): Promise<{ readonly taken: boolean }> {
  const report = reportShape.safeParse(body);
  const result = stepResultShape.safeParse(body);
  if (!report.success || !result.success)
    throw new TongbanError('BAD_USER_INPUT', 'This is no result of a step');
  const { subgraph, jurisdiction } = parsePlace(key);
  const { stepKey } = report.data;
  // Anything else says nothing to the case: the worker asks again anyway.
  if (result.data.outcome !== 'DONE' && result.data.outcome !== 'REFUSED') return { taken: true };
  const taken = await askDatabase(
    takeStepResult(services, { subgraph, jurisdiction, stepKey, result: result.data, at: services.now() }),
  );
  if (taken && result.data.outcome === 'DONE') {
    services.gatewayCaches.tell({ stepKey, subgraph, divisions: [jurisdiction] });
  }
  return { taken };
}
