import { combineDemands } from './combineDemands.ts';
import type { Demand } from './Demand.ts';
import type { Dice } from './Dice.ts';
import { demandsOf } from './demandsOf.ts';
import { keyNames } from './keyNames.ts';
import type { Model } from './Model.ts';
import { membersOf } from './membersOf.ts';

const DEMANDS: readonly Demand[] = [
  { kind: 'authenticated' },
  { kind: 'requiresScopes', anyOf: [['read']] },
  { kind: 'requiresScopes', anyOf: [['read', 'audit'], ['chief']] },
  { kind: 'policy', anyOf: [['open']] },
  { kind: 'policy', anyOf: [['shut'], ['open', 'shut']] },
];

/**
 * Draws access directives onto fields, also of keys, and onto entities that stand in no interface or union.
 *
 * Composition wants whatever requires a field, or reads one from above, to demand all that the field does.
 */
export function drawDemands(model: Model, dice: Dice): void {
  const { types, abstracts } = model;
  const members = new Set(abstracts.flatMap((abstract) => [...abstract.members.values()].flat()));
  for (const type of types) {
    if (type.kind === 'entity' && !members.has(type.name) && dice.chance(0.25))
      type.demands = [dice.pick(DEMANDS)];
    if (type.kind === 'entity') {
      const names = [...keyNames([...type.homes.values()].flat())].filter(() => dice.chance(0.15));
      type.keyDemands = new Map(names.map((name) => [name, [dice.pick(DEMANDS)]]));
    }
    for (const field of type.fields) {
      if (!field.source && dice.chance(0.25))
        field.demands = combineDemands(dice.some(DEMANDS, 1).slice(0, 2));
    }
  }
  for (const { name, kind, fields } of types) {
    for (const field of fields) {
      if (field.source) continue;
      if (kind === 'object' && field.name === 'label')
        field.demands = combineDemands(
          membersOf(name, abstracts).flatMap((member) => demandsOf(model, member, 'label')),
        );
      if (field.requires !== undefined || field.contextArguments !== undefined)
        field.demands = combineDemands(demandsOf(model, name, field.name));
    }
  }
}
