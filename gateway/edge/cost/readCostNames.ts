import { type ConstDirectiveNode, type GraphQLSchema, valueFromASTUntyped } from 'graphql';
import { isPlainObject } from '../graphql/isPlainObject.ts';

const IDENTITY = 'https://specs.apollo.dev/cost/';

/** What a supergraph calls `@cost` and `@listSize`: a link may rename them. */
export function readCostNames({ astNode, extensionASTNodes }: GraphQLSchema): {
  readonly cost: string;
  readonly listSize: string;
} {
  const directives = [astNode, ...extensionASTNodes].flatMap((node) => node?.directives ?? []);
  const link = directives
    .map(readLink)
    .find(({ url }) => typeof url === 'string' && url.startsWith(IDENTITY));
  if (link === undefined) return { cost: 'cost', listSize: 'listSize' };
  const { as, import: imports } = link;
  const prefix = typeof as === 'string' ? as : 'cost';
  return {
    // The directive that bears the specification's own name needs no prefix.
    cost: importedName(imports, '@cost') ?? prefix,
    listSize: importedName(imports, '@listSize') ?? `${prefix}__listSize`,
  };
}

function readLink({ name, arguments: given = [] }: ConstDirectiveNode): Readonly<Record<string, unknown>> {
  if (name.value !== 'link') return {};
  return Object.fromEntries(
    given.map((argument): [string, unknown] => [argument.name.value, valueFromASTUntyped(argument.value)]),
  );
}

function importedName(imports: unknown, name: string): string | undefined {
  if (!Array.isArray(imports)) return undefined;
  for (const item of imports as readonly unknown[]) {
    if (item === name) return name.slice(1);
    if (!isPlainObject(item) || item['name'] !== name) continue;
    const { as } = item;
    return typeof as === 'string' ? as.slice(1) : name.slice(1);
  }
  return undefined;
}
