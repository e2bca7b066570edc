import { createHash } from 'node:crypto';
import { AccessGate } from '../access/AccessGate.ts';
import type { DeniedAccess } from '../access/DeniedAccess.ts';
import { readAccessRules } from '../access/readAccessRules.ts';
import { PatientPlanner } from './aside/PatientPlanner.ts';
import { PlanningThread } from './aside/PlanningThread.ts';
import { buildPlanning } from './buildPlanning.ts';
import type { Demand } from './Demand.ts';
import type { Generation } from './Generation.ts';
import { OperationCache } from './OperationCache.ts';
import { OverrideLabels, type OverrideRules } from './OverrideLabels.ts';
import type { PlanningOptions } from './PlanningOptions.ts';
import { prepareOperation } from './prepareOperation.ts';
import { supergraphFault } from './supergraphFault.ts';

/** What `limits.planningMs` is by default. */
const PLANNING_MS = 5_000;

/** Tells apart what one text is prepared for: who is denied what, and which labels hold; without spaces. */
const profileOf = (denied: DeniedAccess | null | undefined, labels: readonly string[]): string =>
  labels.length === 0
    ? (denied?.profile ?? '')
    : [denied?.profile ?? '', ...labels].map(encodeURIComponent).join(',');

/**
 * Builds everything that belongs to one supergraph, step by step: each takes some tens of milliseconds for a large one.
 *
 * @param cacheSize - prepared operations kept.
 * @param rules - how labels of `@override` are decided; by default only percentages are.
 * @param planning - by default each operation is planned at once, in 5 s at most.
 * @throws {Error} saying in one line what is wrong when the SDL is no Federation 2 supergraph or links something unsupported.
 */
export function* buildGeneration(
  supergraphSdl: string,
  cacheSize: number,
  rules: OverrideRules = {},
  planning: PlanningOptions = { mostMs: () => PLANNING_MS },
): Generator<void, Generation> {
  try {
    return yield* build(supergraphSdl, cacheSize, rules, planning);
  } catch (error) {
    throw supergraphFault(error);
  }
}

function* build(
  supergraphSdl: string,
  cacheSize: number,
  rules: OverrideRules,
  { mostMs, program, turns, onMissing }: PlanningOptions,
): Generator<void, Generation> {
  const { document, supergraph, schemas, planner: atOnce } = yield* buildPlanning(supergraphSdl);
  const { apiSchema, supergraphSchema, facts } = schemas;
  const thread = program && new PlanningThread(supergraphSdl, { program, onMissing });
  const planner = new PatientPlanner(atOnce, { mostMs, thread, turns });
  yield;
  const cache = new OperationCache(cacheSize);
  const access = readAccessRules(supergraph.schema);
  const overrides = new OverrideLabels(document, rules);
  return {
    id: createHash('sha256').update(supergraphSdl).digest('hex'),
    supergraphSdl,
    supergraphSchema,
    apiSchema,
    facts,
    access: access && new AccessGate(apiSchema, access),
    isUniform: !overrides.isVarying,
    services: new Map(supergraph.subgraphsMetadata().map(({ name, url }) => [name, url])),
    prepare: (operation, source, operationName, denied, request) => {
      if (access !== null && denied === undefined)
        return Promise.reject(new TypeError('what the caller may not have was not decided'));
      const labels = overrides.decide();
      const decisions = { denied: denied ?? null, labels };
      const prepare = async (demand: Demand) =>
        prepareOperation(operation, operationName, planner, schemas, decisions, demand);
      return cache.find(source, operationName, prepare, { profile: profileOf(denied, labels), request });
    },
    mostUsed: (count) => cache.mostUsed(count),
    setInUse: (isInUse) => thread?.setInUse(isInUse),
    get cacheStatistics() {
      return cache.statistics;
    },
  };
}
