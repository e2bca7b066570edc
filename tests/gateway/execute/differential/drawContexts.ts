import { ContextDrawing } from './ContextDrawing.ts';
import type { Dice } from './Dice.ts';
import { drawSetters } from './drawSetters.ts';
import type { Model, ModelContext, ModelField, ModelType } from './Model.ts';
import { mayLeadToNested, type Nesting } from './Nesting.ts';
import { plainField } from './plainField.ts';

/**
 * Draws contexts, each in one service, and fields of nested entities that read them there.
 *
 * Every entity that leads to nested ones sets every context: no way goes past it.
 */
export function drawContexts(
  entities: readonly ModelType[],
  abstracts: Model['abstracts'],
  nesting: Nesting,
  dice: Dice,
): readonly ModelContext[] {
  if (nesting.nested.size === 0) return [];
  lead(entities, nesting, dice);
  const taken = new Set<ModelField>();
  const contexts = nesting.services.map((service, index) => ({
    name: index === 0 ? 'ctx' : 'place',
    service,
    setters: drawSetters(entities, abstracts, nesting, service, dice),
  }));
  for (const context of contexts) {
    const drawing = new ContextDrawing(entities, abstracts, context, taken, dice);
    for (const type of entities.filter(({ name }) => nesting.nested.has(name))) drawing.drawReaders(type);
  }
  return contexts;
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
