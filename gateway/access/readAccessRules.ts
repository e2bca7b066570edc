import {
  AUTHENTICATED_VERSIONS,
  AuthenticatedSpecDefinition,
  type DirectiveDefinition,
  FieldDefinition,
  NamedSchemaElement,
  POLICY_VERSIONS,
  PolicySpecDefinition,
  REQUIRES_SCOPES_VERSIONS,
  RequiresScopesSpecDefinition,
  type Schema,
} from '@apollo/federation-internals';
import type { AccessClause } from './AccessClause.ts';
import type { AccessRules } from './AccessRules.ts';
import { CompleteRules } from './CompleteRules.ts';

type Kind = AccessClause['kind'];

/**
 * Reads who may have what from a supergraph, under whatever names it has imported the directives.
 *
 * @returns `null` where it demands nothing of anybody.
 * @throws {Error} when it links a version of these directives that nobody here would enforce.
 * @see https://specs.apollo.dev/authenticated/v0.1, https://specs.apollo.dev/requiresScopes/v0.1, https://specs.apollo.dev/policy/v0.1
 */
export function readAccessRules(schema: Schema): AccessRules | null {
  const own = new Map<string, AccessClause[]>();
  const known = new Map<string, AccessClause>();
  const clauseOf = (kind: Kind, anyOf: readonly (readonly string[])[]): AccessClause => {
    const sorted = anyOf.map((group) => [...group].sort()).sort();
    const key = JSON.stringify([kind, sorted]);
    const id = known.size;
    const clause: AccessClause =
      known.get(key) ?? (kind === 'authenticated' ? { kind, id } : { kind, id, anyOf: sorted });
    known.set(key, clause);
    return clause;
  };
  for (const [kind, argument, directive] of directivesOf(schema)) {
    for (const application of directive?.applications() ?? []) {
      const { parent } = application;
      if (!(parent instanceof NamedSchemaElement)) continue;
      const given: Readonly<Record<string, unknown>> = application.arguments();
      const clause = clauseOf(kind, argument === null ? [] : toGroups(given[argument]));
      const { coordinate } = parent instanceof FieldDefinition ? parent : { coordinate: parent.name };
      own.set(coordinate, [...(own.get(coordinate) ?? []), clause]);
    }
  }
  return own.size === 0 ? null : new CompleteRules(schema, own);
}

function directivesOf(schema: Schema): (readonly [Kind, string | null, DirectiveDefinition | undefined])[] {
  const urlOf = (identity: string) => schema.coreFeatures?.getByIdentity(identity)?.url;
  const find = <Spec>(
    identity: string,
    versions: { find(version: NonNullable<ReturnType<typeof urlOf>>['version']): Spec | undefined },
  ): Spec | undefined => {
    const url = urlOf(identity);
    if (url === undefined) return undefined;
    const spec = versions.find(url.version);
    if (spec === undefined) throw new Error(`${url} is a version that this gateway does not enforce`);
    return spec;
  };
  const authenticated = find(AuthenticatedSpecDefinition.identity, AUTHENTICATED_VERSIONS);
  const scopes = find(RequiresScopesSpecDefinition.identity, REQUIRES_SCOPES_VERSIONS);
  const policy = find(PolicySpecDefinition.identity, POLICY_VERSIONS);
  return [
    ['authenticated', null, authenticated?.authenticatedDirective(schema)],
    ['scopes', 'scopes', scopes?.requiresScopesDirective(schema)],
    ['policies', 'policies', policy?.policyDirective(schema)],
  ];
}

/** A single value stands for a list of one, as everywhere in GraphQL. */
function toGroups(value: unknown): readonly (readonly string[])[] {
  const outer: readonly unknown[] = Array.isArray(value) ? value : [value];
  return outer.map((group) => (Array.isArray(group) ? group : [group]).map(String));
}
