import { ContextDrawing } from './ContextDrawing.ts';
import type { Dice } from './Dice.ts';
import { drawSetters } from './drawSetters.ts';
import type { Model, ModelContext, ModelField, ModelType } from './Model.ts';
import { mayLeadToNested, type Nesting } from './Nesting.ts';
import { plainField } from './plainField.ts';

/**
 * Draws contexts, each in one service, and fields of nested entities that read them there.
 *
 * Whatever leads to nested ones sets every context: no way goes past it.
 */
export function drawContexts(
  types: readonly ModelType[],
  abstracts: Model['abstracts'],
  nesting: Nesting,
  dice: Dice,
): readonly ModelContext[] {
  if (nesting.nested.size === 0) return [];
  const entities = types.filter(({ kind }) => kind === 'entity');
  lead(entities, nesting, dice);
  const others = leadFromOthers(types, nesting, dice);
  const taken = new Set<ModelField>();
  const contexts = nesting.services.map((service, index) => ({
    name: index === 0 ? 'ctx' : 'place',
    service,
    setters: [...drawSetters(entities, abstracts, nesting, service, dice), ...others.map(({ name }) => name)],
  }));
  for (const context of contexts) {
    const drawing = new ContextDrawing([...entities, ...others], abstracts, context, taken, dice);
    for (const type of entities.filter(({ name }) => nesting.nested.has(name))) drawing.drawReaders(type);
  }
  return contexts;
}

/** Now and then a value that one service has alone, and `Query`, lead to nested entities; these types. */
function leadFromOthers(
  types: readonly ModelType[],
  { nested, services }: Nesting,
  dice: Dice,
): readonly ModelType[] {
  const [service = '', another] = services;
  if (another !== undefined) return [];
  const able = types.filter(
    ({ name, kind, homes }) =>
      homes.has(service) && (name === 'Query' || (kind === 'value' && homes.size === 1)),
  );
  const chosen = dice.chance(0.6) ? dice.some(able) : [];
  for (const { fields } of chosen) {
    const name = dice.pick([...nested]);
    const type = dice.pick([name, `[${name}]`, `[${name}!]!`]);
    fields.push({ ...plainField(`on${name}`, name, type, service), isCalm: dice.chance(0.5) });
  }
  return chosen;
}

/** Some entity leads to each nested one. */
function lead(entities: readonly ModelType[], nesting: Nesting, dice: Dice): void {
  const [service = ''] = nesting.services;
  for (const { name } of entities.filter((one) => nesting.nested.has(one.name))) {
    const from = entities.filter(
      (one) =>
        !nesting.nested.has(one.name) &&
        mayLeadToNested(one, nesting) &&
        !one.homes.get(service)?.includes('~id'),
    );
    if (from.length === 0) continue;
    dice.pick(from).fields.push({
      ...plainField(`to${name}`, name, dice.pick([name, `[${name}]`, `[${name}!]!`]), service),
      isCalm: dice.chance(0.5),
    });
  }
}
