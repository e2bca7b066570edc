import {
  type CompositeType,
  type EnumType,
  type FieldDefinition,
  type InterfaceType,
  isFederationField,
  type NamedType,
  type ObjectType,
  parseFieldSetArgument,
  type Schema,
  type SelectionSet,
  type Subgraph,
} from '@apollo/federation-internals';
import type { KeyFieldSet } from './KeyFieldSet.ts';
import { readKeyFieldSet } from './readKeyFieldSet.ts';

/** The spec that declares `@partition` and `@local`: an identifier, nothing is fetched. */
const PARTITION_SPEC = 'https://specs.tongban.dev/partition';
/** Types that federation adds under fixed names; `_FieldSet` where the SDL links no version of it. */
const FEDERATION_TYPES: ReadonlySet<string> = new Set(['_Any', '_Service', '_Entity', '_FieldSet']);

type FieldedType = ObjectType | InterfaceType;
type DirectiveHolder = Pick<NamedType, 'hasAppliedDirective'>;

/** A subgraph with the questions that the lints ask; directives are found under the names they were imported as. */
export class LintedSubgraph {
  readonly name: string;
  readonly schema: Schema;
  /** Whether its SDL uses `@partition`: it is served by one endpoint per jurisdiction. */
  readonly isPartitioned: boolean;
  /** Major version of the partition spec it links; `undefined` where it links none. */
  readonly partitionSpecMajor: number | undefined;
  readonly #subgraph: Subgraph;

  constructor(subgraph: Subgraph) {
    this.#subgraph = subgraph;
    this.name = subgraph.name;
    this.schema = subgraph.schema;
    this.partitionSpecMajor = this.schema.coreFeatures?.getByIdentity(PARTITION_SPEC)?.url.version.major;
    this.isPartitioned = this.schema.objectTypes().some((type) => this.partitionFieldOf(type) !== undefined);
  }

  /** Types that the SDL declares itself, without those of federation, links and introspection. */
  ownTypes(): readonly NamedType[] {
    return this.schema
      .types()
      .filter((type) => !FEDERATION_TYPES.has(type.name) && !this.schema.coreFeatures?.sourceFeature(type));
  }

  /** Object and interface types with fields of the SDL, root types excepted. */
  fieldedTypes(): readonly FieldedType[] {
    return this.ownTypes().filter((type): type is FieldedType => isFielded(type) && !isRoot(type));
  }

  /** Root types that have a field of the SDL. */
  rootTypes(): readonly ObjectType[] {
    return this.schema.objectTypes().filter((type) => type.isRootType() && this.fieldsOf(type).length > 0);
  }

  enumTypes(): readonly EnumType[] {
    return this.ownTypes().filter((type) => type.kind === 'EnumType');
  }

  fieldsOf(type: FieldedType): readonly FieldDefinition<CompositeType>[] {
    const fields: readonly FieldDefinition<CompositeType>[] = type.fields();
    return fields.filter((field) => !isFederationField(field));
  }

  /** Fields of all types, root fields included. */
  allFields(): readonly FieldDefinition<CompositeType>[] {
    return [...this.rootTypes(), ...this.fieldedTypes()].flatMap((type) => this.fieldsOf(type));
  }

  entities(): readonly FieldedType[] {
    return this.fieldedTypes().filter((type) => this.has(type, 'key'));
  }

  keysOf(type: FieldedType): readonly KeyFieldSet[] {
    return type
      .appliedDirectivesOf<{ fields: string; resolvable?: boolean }>(this.#federationName('key'))
      .map((key) => readKeyFieldSet(type, key));
  }

  /** The `by` of `@partition` on the type. */
  partitionFieldOf(type: NamedType): string | undefined {
    const [partition] = type.appliedDirectivesOf<{ by: string }>(this.partitionDirectiveName('partition'));
    return partition?.arguments().by;
  }

  isLocal(field: FieldDefinition<CompositeType>): boolean {
    return field.hasAppliedDirective(this.partitionDirectiveName('local'));
  }

  /** Whether the element carries the federation directive of that name. */
  has(element: DirectiveHolder, directive: string): boolean {
    return element.hasAppliedDirective(this.#federationName(directive));
  }

  /** Field sets of `@requires` on the field, parsed. */
  requirementsOf(field: FieldDefinition<CompositeType>): readonly SelectionSet[] {
    return field
      .appliedDirectivesOf<{ fields: string }>(this.#federationName('requires'))
      .map((directive) => parseFieldSetArgument({ parentType: field.parent, directive }));
  }

  /** Whether the subgraph asks composition to keep a directive of the partition spec. */
  composes(directive: 'partition' | 'local'): boolean {
    return this.schema.schemaDefinition
      .appliedDirectivesOf<{ name: string }>(this.#federationName('composeDirective'))
      .some((application) => application.arguments().name === `@${this.partitionDirectiveName(directive)}`);
  }

  /** The name under which the subgraph uses a directive of the partition spec, without the at sign. */
  partitionDirectiveName(directive: 'partition' | 'local'): string {
    const feature = this.schema.coreFeatures?.getByIdentity(PARTITION_SPEC);
    return feature?.directiveNameInSchema(directive) ?? directive;
  }

  #federationName(directive: string): string {
    return this.#subgraph.metadata().federationDirectiveNameInSchema(directive);
  }
}

const isFielded = (type: NamedType): type is FieldedType =>
  type.kind === 'ObjectType' || type.kind === 'InterfaceType';

const isRoot = (type: FieldedType): boolean => type.kind === 'ObjectType' && type.isRootType();
