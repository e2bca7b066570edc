import type { Demand } from './Demand.ts';
import type { ContextArgument, Model, Required } from './Model.ts';
import { membersOf } from './membersOf.ts';

/**
 * All that a field demands: itself, the type that it stands in, the type of its value, and what it requires or reads from
 * above.
 */
export function demandsOf(model: Model, typeName: string, fieldName: string): readonly Demand[] {
  const type = model.types.find(({ name }) => name === typeName);
  const field = type?.fields.find(({ name }) => name === fieldName);
  const own = [...(type?.demands ?? []), ...(field?.demands ?? [])];
  if (field === undefined) {
    // A key may be one of another entity.
    const hub = fieldName === 'hub' ? model.types.find(({ name }) => name === 'Hub') : undefined;
    return [...own, ...(type?.keyDemands?.get(fieldName) ?? []), ...(hub?.demands ?? [])];
  }
  const value = model.types.find(({ name }) => name === field.named);
  const required = (field.requires ?? []).flatMap((one) => ofRequired(model, typeName, one));
  const read = (field.contextArguments ?? []).flatMap((one) => ofContext(model, one));
  return [...own, ...(value?.demands ?? []), ...required, ...read];
}

function ofContext(model: Model, { context, selections }: ContextArgument): readonly Demand[] {
  const setters = model.contexts.find(({ name }) => name === context)?.setters ?? [];
  const types = setters.flatMap((setter) => membersOf(setter, model.abstracts));
  return types.flatMap((typeName) => {
    const read = selections.filter(({ on }) => on === null || on === typeName);
    const type = model.types.find(({ name }) => name === typeName);
    return [...(type?.demands ?? []), ...read.flatMap(({ path }) => ofPath(model, typeName, path))];
  });
}

function ofPath(model: Model, typeName: string, [name, ...below]: readonly string[]): readonly Demand[] {
  if (name === undefined) return [];
  const field = model.types.find((type) => type.name === typeName)?.fields.find((one) => one.name === name);
  return [...demandsOf(model, typeName, name), ...ofPath(model, field?.named ?? '', below)];
}

function ofRequired(model: Model, typeName: string, { name, below = [] }: Required): readonly Demand[] {
  const field = model.types.find((type) => type.name === typeName)?.fields.find((one) => one.name === name);
  return [
    ...demandsOf(model, typeName, name),
    ...below.flatMap((one) => ofRequired(model, one.on ?? field?.named ?? '', one)),
  ];
}
