import type { SignedRoute } from '../../serving/SignedRoute.ts';
import type { StepRouteOptions } from './createStepRoute.ts';

const NO_BODY = 0;

/** `GET {prefix}/steps`: what can be done at one place (办理能力), as its adapter offers it; docs/steps.md. */
export const createActionsRoute = ({
  endpoint: { audience, contextKey },
  prefix,
  desk,
}: Pick<StepRouteOptions, 'endpoint' | 'prefix' | 'desk'>): SignedRoute => ({
  path: `/${prefix}/steps`,
  audience,
  contextKey,
  scope: 'case-engine',
  maxBodyBytes: NO_BODY,
  methods: { GET: async () => ({ actions: [...(desk?.actions ?? [])].toSorted() }) },
});
