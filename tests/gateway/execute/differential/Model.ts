import type { Demand } from './Demand.ts';

/** A selection of `@requires` or `@provides`: fields, with the arguments that it gives. */
export interface Required {
  readonly name: string;
  /** The type that it is selected of, where an interface or a union stands there. */
  readonly on?: string;
  readonly args?: Readonly<Record<string, number>>;
  readonly below?: readonly Required[];
}

/** An argument that clients do not give: it is read from the nearest object above that sets a context (`@fromContext`). */
export interface ContextArgument {
  readonly name: string;
  /** As SDL writes it. */
  readonly type: string;
  readonly context: string;
  /** What is read of objects of a type; of `null`, of all that set the context. */
  readonly selections: readonly { readonly on: string | null; readonly path: readonly string[] }[];
}

/** What `@context` names, in the one service where it is set and read. */
export interface ModelContext {
  readonly name: string;
  readonly service: string;
  /** Types, interfaces and unions that set it. */
  readonly setters: readonly string[];
}

/** A field of the merged schema, and who answers it. */
export interface ModelField {
  readonly name: string;
  /** As SDL writes it. */
  readonly type: string;
  /** Name of the type without lists. */
  readonly named: string;
  /** As SDL writes them, or nothing. */
  readonly args: string;
  /** Services that answer it, all alike. */
  readonly owners: readonly string[];
  /** What its owner tells of the objects that it leads to, though others answer it elsewhere. */
  provides?: readonly Required[] | undefined;
  requires?: readonly Required[] | undefined;
  contextArguments?: readonly ContextArgument[];
  /** What a caller must have for it: all of them. */
  demands?: readonly Demand[] | undefined;
  /** Another service still has it, and is not asked: of its answer everything would be wrong. */
  override?: { readonly from: string; readonly label?: string };
  /** Clients do not see it; subgraphs may need it all the same. */
  isHidden?: boolean;
  /** Others may answer it too. */
  isShared: boolean;
  /** Services that name it without answering it. */
  readonly externalIn: Set<string>;
  /** Never fails and is never null where it may not be: others need it. */
  isCalm: boolean;
  /** Others are made of it: they must cope where it fails. */
  isRequired?: boolean;
  /** The field of an interface object that it is, where it stands in a type that has it by that. */
  readonly source?: ModelField;
}

export interface ModelType {
  readonly name: string;
  /** An `object` has the name of an interface, whose objects some services know only as such (`@interfaceObject`). */
  readonly kind: 'entity' | 'value' | 'root' | 'object';
  readonly fields: ModelField[];
  /** Services → fields of others' keys that they tell, too. */
  plainKeys?: ReadonlyMap<string, readonly string[]>;
  /** Names of keys that clients do not see. */
  hiddenKeys?: readonly string[];
  /** Fields of its keys → what a caller must have for them; the gateway has them all the same. */
  keyDemands?: ReadonlyMap<string, readonly Demand[]>;
  /** What a caller must have for any of its objects. */
  demands?: readonly Demand[];
  /** Service → its keys; none for values and roots. */
  readonly homes: Map<string, readonly string[]>;
  /** A value of which services know different fields: whatever leads to it is shared by all of them. */
  isUneven?: boolean;
  /** Services that do not know all of its objects: of the others their resolver of references tells `null`. */
  forgetful?: readonly string[];
}

/** Services → the members of a union or an interface that they know. */
export interface ModelAbstract {
  readonly name: string;
  readonly kind: 'interface' | 'union';
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** Service → fields of the interface that it knows beside keys, as SDL. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** A field that all members have, and that leads on. */
  readonly peer?: Pick<ModelField, 'name' | 'named' | 'type' | 'args'>;
  /** Interfaces that it implements itself. */
  readonly parents?: readonly string[];
  /** Services that know all members → keys by which they find out which one an object is. */
  readonly homes?: ReadonlyMap<string, readonly string[]>;
}

/** One generated supergraph, before it is written down. */
export interface Model {
  readonly services: readonly string[];
  readonly types: readonly ModelType[];
  readonly abstracts: readonly ModelAbstract[];
  readonly contexts: readonly ModelContext[];
  /** Types that clients do not see. */
  readonly hiddenTypes: ReadonlySet<string>;
  /** Whether an enum has a value that clients do not see. */
  readonly hidesTone: boolean;
  /** Labels of `@override` that hold. */
  readonly labels: readonly string[];
}
