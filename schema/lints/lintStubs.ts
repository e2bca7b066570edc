import type { ObjectType } from '@apollo/federation-internals';
import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';

/**
 * An unpartitioned subgraph declares a partitioned type as a stub: under a key that the partitioned subgraph has too,
 * complete, and beside key fields only what the partitioned subgraph does not give.
 */
export function lintStubs(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  const homes = subgraphs.filter((subgraph) => subgraph.isPartitioned);
  return subgraphs
    .filter((subgraph) => !subgraph.isPartitioned)
    .flatMap((subgraph) =>
      subgraph.schema.objectTypes().flatMap((stub) =>
        homes.flatMap((home) => {
          const type = home.schema.type(stub.name);
          if (type?.kind !== 'ObjectType' || home.partitionFieldOf(type) === undefined) return [];
          return [...keyFindings(subgraph, stub, home, type), ...fieldFindings(subgraph, stub, home, type)];
        }),
      ),
    );
}

function keyFindings(
  subgraph: LintedSubgraph,
  stub: ObjectType,
  home: LintedSubgraph,
  type: ObjectType,
): readonly LintFinding[] {
  const homeKeys = home.keysOf(type).map((key) => key.canonical);
  const stubKeys = subgraph.keysOf(stub).map((key) => key.canonical);
  const wanted = homeKeys.map((key) => `"${key}"`).join(' or ');
  const found = stubKeys.length === 0 ? ['no key'] : stubKeys.filter((key) => !homeKeys.includes(key));
  return found.map((key) => ({
    lint: 'stub',
    subgraph: subgraph.name,
    coordinate: stub.name,
    message: `the stub has ${key === 'no key' ? key : `@key "${key}"`}, but ${home.name} is asked by ${wanted}; use that @key`,
  }));
}

function fieldFindings(
  subgraph: LintedSubgraph,
  stub: ObjectType,
  home: LintedSubgraph,
  type: ObjectType,
): readonly LintFinding[] {
  const keys = [...subgraph.keysOf(stub), ...home.keysOf(type)];
  return subgraph
    .fieldsOf(stub)
    .filter((field) => keys.every((key) => !key.fieldNames.has(field.name)))
    .filter((field) => !subgraph.has(field, 'external') && type.field(field.name) !== undefined)
    .map((field) => ({
      lint: 'stub',
      subgraph: subgraph.name,
      coordinate: field.coordinate,
      message: `${home.name} gives this field too; remove it from the stub, or mark it @external if @requires needs it`,
    }));
}
