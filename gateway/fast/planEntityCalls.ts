import type { GraphQLSchema } from 'graphql';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { JsonObject } from '../execute/JsonObject.ts';
import { pickVariables } from '../execute/pickVariables.ts';
import type { MaintenanceWindows } from '../maintenance/MaintenanceWindows.ts';
import type { PartitionRouter } from '../partition/createPartitionRouter.ts';
import type { PartitionTable } from '../partition/PartitionTable.ts';
import { partitionFieldIn } from '../partition/partitionFieldIn.ts';
import type { Hole } from './AnswerCutter.ts';
import type { AskedEntities } from './AskedEntities.ts';
import type { EntityCall } from './EntityCall.ts';
import type { FastEntityFetch } from './FastOperation.ts';

/** Who can be asked, and what is asked with. */
export interface EntityRoutes {
  readonly router: PartitionRouter | undefined;
  /** The router's, one for the whole request. */
  readonly table: PartitionTable | undefined;
  /** The whole supergraph that the operation was planned by. */
  readonly contract: GraphQLSchema;
  readonly urlOf: (service: string) => string | undefined;
  readonly windows: MaintenanceWindows;
  readonly variables: Readonly<JsonObject>;
}

/** The general lane cuts larger calls. */
const LARGEST_CALL = 500;

/** Who is asked for what. */
export interface EntityPlan {
  readonly calls: readonly EntityCall[];
  /** What only the general lane knows how to ask for: its place has no endpoint, is in maintenance, or does not offer everything. */
  readonly aside: AskedEntities | undefined;
}

/**
 * Decides who is asked for what, before anybody is asked.
 *
 * @param holes - of this fetch, in the order of the answer.
 * @returns `undefined` where the general lane is needed for the whole request.
 */
export function planEntityCalls(
  holes: readonly Hole[],
  fetch: FastEntityFetch,
  routes: EntityRoutes,
): EntityPlan | undefined {
  const planner = new FetchPlanner(fetch, routes);
  for (const hole of holes) if (!planner.take(hole)) return undefined;
  const calls: EntityCall[] = [];
  for (const call of planner.calls.values()) {
    if (call.texts.length <= LARGEST_CALL && isTaken(call, routes)) calls.push(call);
    else planner.putAside(call);
  }
  return { calls, aside: planner.aside };
}

/** Entities of one place. */
interface AskedPlace {
  readonly asked: AskedEntities;
  /** By the keys that do not say the place. */
  readonly holesOf: Map<string, Hole[]>;
}

/** Plans the calls of one entity fetch. */
class FetchPlanner {
  /** By place and URL. */
  readonly calls = new Map<string, EntityCall>();
  aside: AskedEntities | undefined;
  readonly #fetch: FastEntityFetch;
  readonly #routes: EntityRoutes;
  /** Slot of the key that says where an entity belongs; -1: one endpoint has all. */
  readonly #placeSlot: number;
  /** Slots of the other keys. */
  readonly #restSlots: readonly number[];
  readonly #byPlace = new Map<string, AskedPlace>();

  constructor(fetch: FastEntityFetch, routes: EntityRoutes) {
    this.#fetch = fetch;
    this.#routes = routes;
    const { table, contract } = routes;
    const { service } = fetch.fetch;
    const isPartitioned = table?.has(service) ?? false;
    const field = isPartitioned ? partitionFieldIn(contract, fetch.typeName) : undefined;
    this.#placeSlot = fetch.slots[fetch.keys.indexOf(field ?? '')] ?? -1;
    this.#restSlots = fetch.slots.filter((slot) => slot !== this.#placeSlot);
  }

  /** @returns whether it is known what to ask for. */
  take(hole: Hole): boolean {
    const { isVerbatim, slots } = this.#fetch;
    const { keys, text } = hole.found;
    for (const slot of slots) if (keys[slot] === undefined) return false;
    const { asked, holesOf } = this.#placeOf(keys[this.#placeSlot] ?? '');
    // The same record is asked for once. What is looked up is short: hashing whole representations costs more than cutting.
    const rest = restOf(keys, this.#restSlots);
    const known = holesOf.get(rest);
    if (known !== undefined) {
      known.push(hole);
      return true;
    }
    const holes = [hole];
    holesOf.set(rest, holes);
    asked.texts.push(isVerbatim ? text : writeRepresentation(this.#fetch, keys));
    asked.holes.push(holes);
    return true;
  }

  putAside({ texts, holes }: EntityCall): void {
    const aside = this.#beginAside();
    // One by one: there may be more than a call has room for.
    for (const text of texts) aside.texts.push(text);
    for (const places of holes) aside.holes.push(places);
  }

  #beginAside(): AskedEntities {
    this.aside ??= { fetch: this.#fetch, texts: [], holes: [] };
    return this.aside;
  }

  #placeOf(place: string): AskedPlace {
    const known = this.#byPlace.get(place);
    if (known !== undefined) return known;
    const found = { asked: this.#findCall(place) ?? this.#beginAside(), holesOf: new Map<string, Hole[]>() };
    this.#byPlace.set(place, found);
    return found;
  }

  #findCall(place: string): EntityCall | undefined {
    const destination = this.#destinationOf(place);
    if (destination === undefined) return undefined;
    // As the general lane: what one server does for two places is asked of each by itself, and counts for each.
    const endpoint = `${destination.jurisdiction} ${destination.url}`;
    const known = this.calls.get(endpoint);
    if (known !== undefined) return known;
    // Field by field, as all that is made for each call: V8 makes a new shape of each object that is spread and added to.
    const { url, jurisdiction } = destination;
    const call = { url, jurisdiction, fetch: this.#fetch, texts: [], holes: [] };
    this.calls.set(endpoint, call);
    return call;
  }

  #destinationOf(place: string): Pick<EntityCall, 'url' | 'jurisdiction'> | undefined {
    const { table, urlOf, windows } = this.#routes;
    const { service } = this.#fetch.fetch;
    if (table === undefined || !table.has(service)) {
      const url = urlOf(service);
      return url === undefined ? undefined : { url, jurisdiction: null };
    }
    // Anything but a text is no code of a place.
    if (!place.startsWith('"')) return undefined;
    const code = place.slice(1, -1);
    if (!windows.isEmpty && windows.at(service, code, Date.now()) !== null) return undefined;
    try {
      const { url, prefix } = table.endpointFor(service, code);
      return { url, jurisdiction: prefix };
    } catch (error) {
      if (error instanceof TongbanError) return undefined;
      throw error;
    }
  }
}

/** JSON texts with a comma between them are no other texts. */
function restOf(keys: readonly string[], slots: readonly number[]): string {
  const [first = -1, ...others] = slots;
  let text = keys[first] ?? '';
  for (const slot of others) text += `,${keys[slot]}`;
  return text;
}

function writeRepresentation({ labels, slots }: FastEntityFetch, keys: readonly string[]): string {
  let text = '';
  for (let index = 0; index < labels.length; index++) text += `${labels[index]}${keys[slots[index] ?? -1]}`;
  return `${text}}`;
}

/** Whether an endpoint is known to offer everything that is asked of it. */
function isTaken(
  { fetch, url, jurisdiction, texts }: EntityCall,
  { router, variables, contract }: EntityRoutes,
): boolean {
  if (jurisdiction === null || router === undefined) return true;
  const { service, document, query, operationName, variableUsages } = fetch.fetch;
  const asked = { document, query, operationName, variables: pickVariables(variables, variableUsages) };
  const sampleOf = () => JSON.parse(Buffer.from(texts[0] ?? '', 'latin1').toString());
  return router.takesWhole({ service, prefix: jurisdiction, url }, asked, fetch.kind, sampleOf, contract);
}
