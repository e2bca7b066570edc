import type { ModelField, ModelType } from './Model.ts';

/** Something that a context can be read of. */
export interface ContextPath {
  /** Names of fields. */
  readonly path: readonly string[];
  /** Of an argument that takes it. */
  readonly type: string;
  /** Calm fields that it leads over, to be known to the service. */
  readonly over: readonly ModelField[];
}

const LEAVES = ['Int', 'String', 'Float', 'Boolean', 'ID', 'Tone', 'Json'];

/** What a service can read of an entity that it knows: keys, leaves, and keys of other entities; of a value and of `Query`, its own. */
export function contextPaths(
  type: ModelType,
  service: string,
  entities: readonly ModelType[],
): readonly ContextPath[] {
  const keys = (type.homes.get(service) ?? []).join(' ');
  const has = (key: string, text = keys) => new RegExp(`\\b${key}\\b`).test(text);
  const paths: ContextPath[] = [];
  if (has('id')) paths.push({ path: ['id'], type: 'ID', over: [] });
  if (has('code')) paths.push({ path: ['code'], type: 'String', over: [] });
  if (has('spot')) paths.push({ path: ['spot', 'number'], type: 'Int', over: [] });
  for (const field of type.fields) {
    if (!isReadable(field, service) || (type.kind !== 'entity' && !field.owners.includes(service))) continue;
    const nullable = field.type.replaceAll('!', '');
    if (LEAVES.includes(field.named)) paths.push({ path: [field.name], type: nullable, over: [field] });
    const target = entities.find(({ name, kind }) => kind === 'entity' && name === field.named);
    if (target && has('id', target.homes.get(service)?.join(' ')))
      paths.push({ path: [field.name, 'id'], type: nullable.replace(field.named, 'ID'), over: [field] });
  }
  return paths;
}

/** Its own, or one that it can name without answering it; an interface's own fields cannot be named so. */
function isReadable(field: ModelField, service: string): boolean {
  const { name, args, owners, override, contextArguments } = field;
  if ((args !== '' && args !== 'n: Int = 2') || contextArguments || override?.from === service) return false;
  return owners.includes(service) || name !== 'label';
}
