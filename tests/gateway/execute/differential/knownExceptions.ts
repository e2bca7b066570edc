import { isDeepStrictEqual } from 'node:util';
import {
  type DocumentNode,
  type FieldNode,
  isAbstractType,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { inlineFragments } from '../../../../gateway/plan/inlineFragments.ts';
import type { Difference } from './Difference.ts';
import type { GeneratedFederation } from './GeneratedFederation.ts';
import { isErrorBeside } from './isErrorBeside.ts';
import { isLessByErrors } from './isLessByErrors.ts';
import type { ModelField } from './Model.ts';

/** Why two answers may differ; `docs/differences.md` has a line for each. */
export interface KnownException {
  readonly name: string;
  readonly against: Difference['against'];
  /** Whether a difference is of this kind. */
  readonly explains: (
    document: DocumentNode,
    federation: GeneratedFederation,
    difference: Difference,
  ) => boolean;
}

/** All kinds of differences that generated operations may show; any other is a fault. */
export const knownExceptions: readonly KnownException[] = [
  {
    name: 'interface-objects-in-each-other',
    against: 'one schema',
    explains: (_, { model }, { ours }) =>
      model.types.some(({ kind }) => kind === 'object') &&
      Object(ours).errors?.[0]?.extensions?.code === 'OPERATION_TOO_COSTLY',
  },
  ...(['one schema', 'events of one schema', 'access of one schema'] as const).map(
    (against): KnownException => ({
      name: 'interface-object-asked-for-another-type',
      against,
      explains: (_, { model }, difference) =>
        model.types.some(({ kind }) => kind === 'object') && isErrorBeside(difference),
    }),
  ),
  ...(['one schema', 'events of one schema', 'access of one schema'] as const).map(
    (against): KnownException => ({
      name: 'required-that-fails',
      against,
      explains: (document, { model }, difference) =>
        isErrorBeside(difference) && asksFor(document, model, needsOthers),
    }),
  ),
  ...(['one schema', 'events of one schema', 'access of one schema'] as const).map(
    (against): KnownException => ({
      name: 'required-that-fails-and-is-told-once',
      against,
      explains: (document, { model }, difference) =>
        !document.definitions.some(isQuery) &&
        isLessByErrors(difference) &&
        asksFor(document, model, needsOthers),
    }),
  ),
  {
    name: 'reference-alias-of-a-field',
    against: 'reference',
    explains: (document, { model }) => {
      // Those that clients do not see too: subgraphs are asked for them all the same.
      const fields = model.types.flatMap((type) => type.fields.map(({ name }) => name));
      const names = new Set(['id', 'code', 'spot', 'rays', 'hub', 'serial', ...fields]);
      let isFound = false;
      visit(document, {
        Field: ({ alias }) => {
          isFound ||= alias !== undefined && names.has(alias.value);
        },
      });
      return isFound;
    },
  },
  {
    name: 'reference-nested-conditions',
    against: 'reference',
    explains: (document) => {
      let isFound = false;
      visit(document, {
        Field: ({ directives = [], selectionSet }) => {
          isFound ||= directives.length > 0 && selectionSet !== undefined && hasConditions(selectionSet);
        },
      });
      return isFound;
    },
  },
  {
    name: 'reference-field-order',
    against: 'reference',
    explains: (_, __, { ours, theirs }) => isDeepStrictEqual(Object(ours).data, Object(theirs).data),
  },
  {
    name: 'reference-lists-of-lists',
    against: 'reference',
    explains: (document, { merged }) => {
      const info = new TypeInfo(merged);
      let isFound = false;
      visit(
        document,
        visitWithTypeInfo(info, {
          Field: ({ selectionSet }) => {
            isFound ||= selectionSet !== undefined && String(info.getType()).startsWith('[[');
          },
        }),
      );
      return isFound;
    },
  },
  {
    name: 'reference-requirements',
    against: 'reference',
    explains: (document, { model }) => asksFor(document, model, ({ requires }) => requires !== undefined),
  },
  {
    name: 'reference-mutation-order',
    against: 'reference',
    explains: (document) => {
      const keys = rootFields(document).map(keyOf);
      const isPlain = document.definitions.every(
        (node) =>
          node.kind !== Kind.OPERATION_DEFINITION ||
          node.selectionSet.selections.every(({ kind }) => kind === Kind.FIELD),
      );
      return document.definitions.some(isMutation) && (!isPlain || new Set(keys).size < keys.length);
    },
  },
  {
    name: 'reference-abstract-types',
    against: 'reference',
    explains: (document, { model, merged }) => {
      const added = model.types.flatMap(({ kind, fields }) =>
        kind === 'object' ? fields.map(({ name }) => name) : [],
      );
      let isFound = false;
      const see = (name: string | undefined) => {
        isFound ||= name !== undefined && isAbstractType(merged.getType(name));
      };
      visit(document, {
        Field: ({ name }) => {
          isFound ||= added.includes(name.value);
        },
        InlineFragment: ({ typeCondition }) => see(typeCondition?.name.value),
        FragmentDefinition: ({ typeCondition }) => see(typeCondition.name.value),
      });
      return isFound;
    },
  },
];

function asksFor(
  document: DocumentNode,
  { types }: GeneratedFederation['model'],
  isMeant: (field: ModelField) => boolean,
): boolean {
  const meant = types.flatMap(({ fields }) => fields.filter(isMeant).map(({ name }) => name));
  let isFound = false;
  visit(document, {
    Field: ({ name }) => {
      isFound ||= meant.includes(name.value);
    },
  });
  return isFound;
}

const needsOthers = ({ requires, contextArguments }: ModelField): boolean =>
  requires !== undefined || contextArguments !== undefined;

const keyOf = ({ alias, name }: FieldNode): string => (alias ?? name).value;

const isQuery = (node: DocumentNode['definitions'][number]): boolean =>
  node.kind === Kind.OPERATION_DEFINITION && node.operation === 'query';

const isMutation = (node: DocumentNode['definitions'][number]): boolean =>
  node.kind === Kind.OPERATION_DEFINITION && node.operation === 'mutation';

function hasConditions(document: DocumentNode | SelectionSetNode): boolean {
  let isFound = false;
  visit(document, {
    Directive: () => {
      isFound = true;
    },
  });
  return isFound;
}

function rootFields(document: DocumentNode): readonly FieldNode[] {
  const collect = (set: SelectionSetNode): FieldNode[] =>
    set.selections.flatMap((node) => {
      if (node.kind === Kind.FIELD) return [node];
      return node.kind === Kind.INLINE_FRAGMENT ? collect(node.selectionSet) : [];
    });
  return inlineFragments(document).definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? collect(node.selectionSet) : [],
  );
}
