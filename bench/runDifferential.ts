import { compareAccess } from '../tests/gateway/execute/differential/compareAccess.ts';
import { compareEvents } from '../tests/gateway/execute/differential/compareEvents.ts';
import { compareFederation } from '../tests/gateway/execute/differential/compareFederation.ts';
import type { Difference } from '../tests/gateway/execute/differential/Difference.ts';
import { explain } from '../tests/gateway/execute/differential/explain.ts';
import { GeneratedFederation } from '../tests/gateway/execute/differential/GeneratedFederation.ts';
import type { BenchResult } from './Bench.ts';
import { compareLanes } from './differential/compareLanes.ts';
import { describeDifference } from './differential/describeDifference.ts';
import { renderTable } from './renderTable.ts';

const OPERATIONS = 40;
const SUBSCRIPTIONS = 6;
/** One supergraph of so many is served on sockets, for both lanes. */
const LANES_EVERY = 5;
const LANE_OPERATIONS = 25;
/** One in so many is drawn a second time, with access directives. */
const ACCESS_EVERY = 2;
/** Of the requests to both lanes, how many the fast one must have answered at least. */
const LEAST_FAST = 0.5;

/**
 * Generated supergraphs, data and operations: our answer against graphql-js over one schema and Apollo's executor, the
 * fast lane against the general one.
 *
 * @param rounds - supergraphs.
 * @param seed - of the first; the next ones follow.
 */
export async function runDifferential(rounds: number, seed: number): Promise<BenchResult> {
  // Apollo's gateway reports to its maker as soon as it is loaded, unless this is set before.
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  const totals = {
    operations: 0,
    mutations: 0,
    withErrors: 0,
    withContext: 0,
    withHidden: 0,
    withReference: 0,
    refused: 0,
  };
  const drawn = { contexts: 0, hiddenTypes: 0, hiddenValues: 0 };
  const lanes = { operations: 0, requests: 0, spoiled: 0, fast: 0 };
  const access = { operations: 0, denied: 0 };
  let events = 0;
  const known = new Map<string, number>();
  const faults: Difference[] = [];
  for (let at = seed; at < seed + rounds; at++) {
    const federation = GeneratedFederation.draw(at);
    totals.refused += federation.refused;
    // Apollo's gateway refuses supergraphs with contexts, and its planner does not end over some with interface objects.
    const { contexts, types } = federation.model;
    const withReference = contexts.length === 0 && types.every(({ kind }) => kind !== 'object');
    const { differences, ...counts } = await compareFederation(federation, at, OPERATIONS, withReference);
    if (withReference) totals.withReference += counts.operations;
    for (const name of ['operations', 'mutations', 'withErrors', 'withContext', 'withHidden'] as const)
      totals[name] += counts[name];
    if (federation.model.contexts.length > 0) drawn.contexts++;
    if (federation.model.hiddenTypes.size > 0) drawn.hiddenTypes++;
    if (federation.model.hidesTone) drawn.hiddenValues++;
    const heard = await compareEvents(federation, at, SUBSCRIPTIONS);
    events += heard.events;
    const isServed = at % LANES_EVERY === 0;
    const compared = isServed ? await compareLanes(federation, at, LANE_OPERATIONS) : undefined;
    for (const name of ['operations', 'requests', 'spoiled', 'fast'] as const)
      lanes[name] += compared?.[name] ?? 0;
    const guarded = at % ACCESS_EVERY === 0 ? await compareGuarded(at) : undefined;
    for (const name of ['operations', 'denied'] as const) access[name] += guarded?.[name] ?? 0;
    const found = [...differences, ...heard.differences, ...(compared?.differences ?? [])].map(
      (difference) => [difference, explain(difference, federation)] as const,
    );
    for (const [difference, name] of [...found, ...(guarded?.found ?? [])]) {
      if (name === null) faults.push(difference);
      else known.set(name, (known.get(name) ?? 0) + 1);
    }
    await federation.close();
  }
  for (const fault of faults) process.stderr.write(`${describeDifference(fault)}\n`);
  const differing = (against: Difference['against']) =>
    faults.filter((fault) => fault.against === against).length;
  const rows = [
    {
      'our answers against': 'graphql-js over one schema',
      compared: totals.operations,
      unexplained: differing('one schema'),
    },
    {
      'our answers against': 'the same, events of subscriptions',
      compared: events,
      unexplained: differing('events of one schema'),
    },
    {
      'our answers against': 'the same with access directives, nothing denied fetched',
      compared: access.operations,
      unexplained: differing('access of one schema'),
    },
    {
      'our answers against': '`executor: reference` (data)',
      compared: totals.withReference,
      unexplained: differing('reference'),
    },
    {
      'our answers against': 'fast lane against general lane, bytes',
      compared: lanes.requests,
      unexplained: differing('general lane'),
    },
  ];
  const exceptions = [...known].map(([name, count]) => ({
    'known exception (docs/differences.md)': name,
    count,
  }));
  const share = lanes.requests === 0 ? 1 : lanes.fast / lanes.requests;
  const text = [
    `seed ${seed}, ${rounds} supergraphs (composition refused ${totals.refused} more), ${OPERATIONS} operations each: ${totals.mutations} mutations, ${totals.withErrors} with errors, ${totals.withContext} that read a context (of ${drawn.contexts} supergraphs), ${totals.withHidden} that met what is hidden (types in ${drawn.hiddenTypes}, values of enums in ${drawn.hiddenValues}); ${access.denied} operations with something denied; ${lanes.operations} operations for both lanes, ${lanes.spoiled} requests with spoiled answers${lanes.requests === 0 ? '' : `; the fast lane answered ${Math.round(share * 100)} % (at least ${LEAST_FAST * 100} %)`}`,
    renderTable(rows),
    ...(exceptions.length === 0 ? [] : ['', renderTable(exceptions)]),
  ].join('\n');
  return {
    summary: {
      seed,
      rounds,
      ...totals,
      drawn,
      events,
      access,
      lanes,
      known: Object.fromEntries(known),
      faults,
    },
    text,
    problem: problemOf(faults.length, share),
  };
}

/** @returns each difference with the name of the exception that it is, or `null`. */
async function compareGuarded(seed: number) {
  const federation = GeneratedFederation.draw(seed, true);
  const { differences, ...counts } = await compareAccess(federation, seed, OPERATIONS);
  await federation.close();
  const found = differences.map((difference) => [difference, explain(difference, federation)] as const);
  return { ...counts, found };
}

function problemOf(faults: number, share: number): string | null {
  if (faults > 0) return `${faults} differences that docs/differences.md does not know`;
  return share < LEAST_FAST
    ? `the fast lane answered only ${Math.round(share * 100)} % of the requests that it was compared by`
    : null;
}
