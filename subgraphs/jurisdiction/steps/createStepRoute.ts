import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import { toWireResult } from '../../../adapters/steps/toWireResult.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { SignedRoute } from '../../serving/SignedRoute.ts';
import type { SubgraphEndpoint } from '../../serving/SubgraphEndpoint.ts';
import { readStepRequest } from './readStepRequest.ts';
import type { StepDesk } from './StepDesk.ts';

export interface StepRouteOptions {
  /** The place's GraphQL endpoint, whose audience and key count here too. */
  readonly endpoint: Pick<SubgraphEndpoint<object>, 'audience' | 'contextKey'>;
  /** `43`, `4307`. */
  readonly prefix: string;
  readonly jurisdiction: DivisionCode;
  /** `null`: nothing can be done at this place. */
  readonly desk: { readonly desk: StepDesk; readonly actions: StepPort['actions'] } | null;
  /** @throws {TongbanError} FORBIDDEN when the seal is not this place's. */
  openIdentity(sealed: string): HolderIdentity;
}

const MAX_BODY_BYTES = 256 * 1_024;

/** `PUT` and `GET {prefix}/steps/{stepKey}` of one place, for the server that runs the cases; docs/steps.md. */
export function createStepRoute({
  endpoint: { audience, contextKey },
  prefix,
  jurisdiction,
  desk: place,
  openIdentity,
}: StepRouteOptions): SignedRoute {
  const notOffered = () =>
    new TongbanError('NOT_OFFERED', 'This cannot be done at this place', { jurisdiction });

  return {
    path: `/${prefix}/steps/`,
    audience,
    contextKey,
    scope: 'case-engine',
    maxBodyBytes: MAX_BODY_BYTES,
    methods: {
      PUT: async ({ key, body, signal }) => {
        if (place === null) throw notOffered();
        const request = readStepRequest(key, body, openIdentity);
        if (!place.actions.has(request.action)) throw notOffered();
        return toAnswer(key, await place.desk.submit(request, signal));
      },
      GET: async ({ key, signal }) => {
        if (place === null) throw notOffered();
        const result = await place.desk.look(key, signal);
        if (result === null)
          throw new TongbanError('NOT_FOUND', 'No step has this key here', { jurisdiction });
        return toAnswer(key, result);
      },
    },
  };
}

function toAnswer(stepKey: string, result: StepResult): object {
  return { stepKey, ...toWireResult(result) };
}
