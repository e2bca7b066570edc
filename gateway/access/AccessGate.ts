import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { CallContextCaller } from '../../domain/callContext.ts';
import { writeOutFragments } from '../plan/writeOutFragments.ts';
import type { AccessClause } from './AccessClause.ts';
import type { AccessRules } from './AccessRules.ts';
import type { DeniedAccess } from './DeniedAccess.ts';
import { markDenied } from './markDenied.ts';
import type { PolicyDecider } from './PolicyDecider.ts';

/** More kinds of callers than this are told apart anew for each request. */
const MAX_KEPT = 32;

interface KnownDocument {
  /** Every clause that decides about something in it. */
  readonly clauses: readonly AccessClause[];
  /** Names that they ask of the decider. */
  readonly policies: readonly string[];
  readonly byProfile: Map<string, DeniedAccess>;
}

/** Decides what of an operation a caller is denied, before anything is planned. */
export class AccessGate {
  readonly #schema: GraphQLSchema;
  readonly #rules: AccessRules;
  readonly #known = new WeakMap<DocumentNode, KnownDocument>();

  /** @param schema - what clients see. */
  constructor(schema: GraphQLSchema, rules: AccessRules) {
    this.#schema = schema;
    this.#rules = rules;
  }

  /**
   * @param document - valid for the schema.
   * @returns `null` when the caller may have all of it.
   * @throws {TongbanError} as the decider and {@link markDenied} do.
   */
  async decide(
    document: DocumentNode,
    caller: CallContextCaller | null,
    policies: PolicyDecider,
  ): Promise<DeniedAccess | null> {
    const known = this.#read(document);
    const unmet = await unmetOf(known, caller, policies);
    if (unmet.size === 0) return null;
    const profile = [...unmet].map(({ id }) => id).join(',');
    const kept = known.byProfile.get(profile);
    if (kept !== undefined) return kept;
    const denied = {
      profile,
      document: markDenied(writeOutFragments(document), this.#schema, this.#rules, (clause) =>
        unmet.has(clause),
      ),
      types: new Set(
        Object.keys(this.#schema.getTypeMap()).filter((name) =>
          this.#rules.ofType(name).some((clause) => unmet.has(clause)),
        ),
      ),
    };
    if (known.byProfile.size < MAX_KEPT) known.byProfile.set(profile, denied);
    return denied;
  }

  /**
   * Whether {@link decide} would deny nothing; told at once where no policy has to be decided.
   *
   * @throws {TongbanError} as the decider does.
   */
  allowsAll(
    document: DocumentNode,
    caller: CallContextCaller | null,
    policies: PolicyDecider,
  ): boolean | Promise<boolean> {
    const unmet = unmetOf(this.#read(document), caller, policies);
    return unmet instanceof Promise ? unmet.then(({ size }) => size === 0) : unmet.size === 0;
  }

  #read(document: DocumentNode): KnownDocument {
    const known = this.#known.get(document);
    if (known !== undefined) return known;
    const clauses = new Set<AccessClause>();
    markDenied(writeOutFragments(document), this.#schema, this.#rules, (clause) => {
      clauses.add(clause);
      return false;
    });
    const names = [...clauses].flatMap((clause) => (clause.kind === 'policies' ? clause.anyOf.flat() : []));
    const read = {
      clauses: [...clauses].sort((a, b) => a.id - b.id),
      policies: [...new Set(names)],
      byProfile: new Map(),
    };
    this.#known.set(document, read);
    return read;
  }
}

function unmetOf(
  { clauses, policies }: KnownDocument,
  caller: CallContextCaller | null,
  decider: PolicyDecider,
): ReadonlySet<AccessClause> | Promise<ReadonlySet<AccessClause>> {
  if (clauses.length === 0) return NONE;
  if (policies.length === 0) return unmetBy(clauses, caller, NONE);
  return decider.grant(policies, caller).then((granted) => unmetBy(clauses, caller, granted));
}

function unmetBy(
  clauses: readonly AccessClause[],
  caller: CallContextCaller | null,
  policies: ReadonlySet<string>,
): ReadonlySet<AccessClause> {
  const scopes: ReadonlySet<string> = new Set(caller?.scopes);
  const isMet = (clause: AccessClause): boolean => {
    if (clause.kind === 'authenticated') return caller !== null;
    const given = clause.kind === 'scopes' ? scopes : policies;
    return clause.anyOf.length === 0 || clause.anyOf.some((group) => group.every((name) => given.has(name)));
  };
  return new Set(clauses.filter((clause) => !isMet(clause)));
}

const NONE: ReadonlySet<never> = new Set<never>();
