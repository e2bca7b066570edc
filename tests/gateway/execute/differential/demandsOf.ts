import type { Demand } from './Demand.ts';
import type { Model, Required } from './Model.ts';

/** All that a field demands: itself, the type that it stands in, the type of its value, and what it requires. */
export function demandsOf(model: Model, typeName: string, fieldName: string): readonly Demand[] {
  const type = model.types.find(({ name }) => name === typeName);
  const field = type?.fields.find(({ name }) => name === fieldName);
  const own = [...(type?.demands ?? []), ...(field?.demands ?? [])];
  if (field === undefined) return own;
  const value = model.types.find(({ name }) => name === field.named);
  const required = (field.requires ?? []).flatMap((one) => ofRequired(model, typeName, one));
  return [...own, ...(value?.demands ?? []), ...required];
}

function ofRequired(model: Model, typeName: string, { name, below = [] }: Required): readonly Demand[] {
  const field = model.types.find((type) => type.name === typeName)?.fields.find((one) => one.name === name);
  return [
    ...demandsOf(model, typeName, name),
    ...below.flatMap((one) => ofRequired(model, field?.named ?? '', one)),
  ];
}
