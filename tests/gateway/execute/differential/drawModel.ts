import type { Dice } from './Dice.ts';
import { drawAbstracts } from './drawAbstracts.ts';
import { drawContexts } from './drawContexts.ts';
import { drawDemands } from './drawDemands.ts';
import { drawDirectives } from './drawDirectives.ts';
import { drawFields } from './drawFields.ts';
import { drawForgetful } from './drawForgetful.ts';
import { drawHidden } from './drawHidden.ts';
import { drawHub } from './drawHub.ts';
import { drawInterfaceObjects } from './drawInterfaceObjects.ts';
import { drawNesting } from './drawNesting.ts';
import { drawPeers } from './drawPeers.ts';
import { keyNames } from './keyNames.ts';
import { keyShapes } from './keyShapes.ts';
import { lendFields } from './lendFields.ts';
import type { Model, ModelField, ModelType } from './Model.ts';

/**
 * Draws a supergraph: services, entities with keys of all kinds, values, interfaces, unions, roots.
 *
 * @param isGuarded - with access directives.
 */
export function drawModel(dice: Dice, isGuarded = false): Model {
  const services = ['s1', 's2', 's3', 's4'].slice(0, dice.between(2, 4));
  const entities = ['Ant', 'Bee', 'Cat', 'Dog', 'Eel']
    .slice(0, dice.between(2, 5))
    .map((name): ModelType => ({ name, kind: 'entity', fields: [], homes: drawHomes(services, dice) }));
  const values = ['Mark', 'Note'].slice(0, dice.between(0, 2)).map(
    (name): ModelType => ({
      name,
      kind: 'value',
      fields: [],
      homes: new Map(dice.some(services, 1).map((service) => [service, []])),
    }),
  );
  for (const value of values) value.isUneven = value.homes.size > 1 && dice.chance(0.5);
  const nesting = drawNesting(entities, services, dice);
  for (const value of values) {
    const { homes } = value;
    // Such can set contexts.
    const [service] = nesting.services;
    if (service === undefined || !dice.chance(0.6)) continue;
    homes.clear();
    homes.set(service, []);
    value.isUneven = false;
  }
  const even = values.filter(({ isUneven }) => !isUneven);
  const open = entities.filter(({ name }) => !nesting.nested.has(name));
  const abstracts = drawAbstracts(dice.chance(0.4) ? entities : open, even, services, dice);
  const objects = drawInterfaceObjects(abstracts, entities, dice);
  const all = [...new Set([...services, ...objects.flatMap(({ homes }) => [...homes.keys()]).sort()])];
  const roots = ['Query', 'Mutation', 'Subscription'].map(
    (name): ModelType => ({
      name,
      kind: 'root',
      fields: [],
      homes: new Map((name === 'Query' ? all : dice.some(all)).map((service) => [service, []])),
    }),
  );
  const hub = drawHub([...objects, ...entities], abstracts, all, dice);
  for (const type of entities) type.plainKeys = drawPlainKeys(type, dice);
  const types = [...objects, ...entities, ...hub, ...values, ...roots];
  for (const type of types) drawFields(type, types, abstracts, nesting, dice);
  const peering = drawPeers(abstracts, entities, nesting.nested, dice);
  drawDirectives(objects, types, abstracts, dice);
  lendFields(objects, entities, abstracts, dice);
  const labels = drawDirectives([...entities, ...hub], types, abstracts, dice);
  const known = withFields(peering, entities);
  const contexts = drawContexts(types, known, nesting, dice);
  const hidden = drawHidden(types, known, dice);
  drawForgetful(types, { abstracts: known, contexts }, dice);
  const model = { services: all, types, abstracts: known, contexts, labels, ...hidden };
  if (isGuarded) drawDemands(model, dice);
  return model;
}

/** The first home has every key that any other has, so that all of them can be reached. */
function drawHomes(services: readonly string[], dice: Dice): Map<string, readonly string[]> {
  const [first = 's1', ...others] = dice.some(services, dice.chance(0.8) ? 2 : 1);
  const homes = new Map<string, readonly string[]>(
    others.map((service) => [service, dice.some(keyShapes.slice(0, dice.between(1, 6)), 1)]),
  );
  const reached = [...homes.values()].flat();
  homes.set(
    first,
    keyShapes.filter((key) => key === 'id' || reached.includes(key)),
  );
  for (const service of services) {
    if (!homes.has(service) && dice.chance(0.5)) homes.set(service, [dice.chance(0.5) ? 'id' : '~id']);
  }
  return homes;
}

/** Services that tell a key of others as a plain field, by which they can be asked. */
function drawPlainKeys({ homes }: ModelType, dice: Dice): ReadonlyMap<string, readonly string[]> {
  const names = [...keyNames([...homes.values()].flat())].filter((name) => name !== 'hub');
  return new Map(
    [...homes].map(([service, keys]) => {
      const own = keyNames(keys);
      return [service, names.filter((name) => !own.has(name) && dice.chance(0.2))];
    }),
  );
}

/** An interface has a field in a service when all types that the service knows have it there. */
function withFields(abstracts: Model['abstracts'], entities: readonly ModelType[]): Model['abstracts'] {
  const isThere = (name: string, service: string): boolean =>
    entities
      .find((type) => type.name === name)
      ?.fields.some((field: ModelField) => field.name === 'label' && field.owners.includes(service)) ?? false;
  return abstracts.map((abstract) => ({
    ...abstract,
    fields: new Map(
      [...abstract.members].map(([service, names]) => [
        service,
        names.every((name) => isThere(name, service)) ? ['label: String'] : [],
      ]),
    ),
  }));
}
