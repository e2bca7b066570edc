import type { Model, ModelField, Required } from './Model.ts';

/** Whether what a field requires, or what that requires in its turn, is the field. */
export function requiresItself(field: ModelField, typeName: string, types: Model['types']): boolean {
  const seen = new Set<ModelField>();
  const meets = (name: string, { name: fieldName, below = [] }: Required): boolean => {
    const [found] = types.flatMap((type) =>
      type.name === name ? type.fields.filter((one) => one.name === fieldName) : [],
    );
    if (found === undefined) return false;
    if (found === field || found.name === field.name) return true;
    if (below.some((one) => meets(one.on ?? found.named, one))) return true;
    if (seen.has(found)) return false;
    seen.add(found);
    return (found.requires ?? []).some((one) => meets(name, one));
  };
  return (field.requires ?? []).some((one) => meets(typeName, one));
}
