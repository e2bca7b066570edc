import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';
import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';

type Row = { readonly __typename: string; readonly id: string } & Readonly<Record<string, unknown>>;

const doc: Row = { __typename: 'Doc', id: 'd1', name: 'deed', tag: 'red', views: 7, likes: 2 };
const pic: Row = { __typename: 'Pic', id: 'p1', name: 'plan', tag: 'blue', views: 9, likes: 4 };
const note: Row = { __typename: 'Note', id: 'n1', name: 'memo', views: 1, likes: 0 };
const one: Row = { __typename: 'Person', id: 'h1', score: 5 };
const other: Row = { __typename: 'Person', id: 'h2', score: 6 };
const items = [doc, pic, note];
const people = [one, other];

/** What each field is, whoever tells of it: rows, and lists of rows, by type and field. */
const links: Readonly<Record<string, (row: Row) => Row | null | readonly (Row | null)[]>> = {
  'Query.any': () => [doc, pic, one, other],
  'Query.items': () => [doc, pic],
  'Query.tagged': () => [pic, doc],
  'Query.people': () => people,
  'Query.hot': () => [pic, doc],
  'Query.near': () => [note, null, doc, pic],
  'Query.top': () => doc,
  'Person.items': () => [doc, pic],
  'Person.liked': ({ id }) => (id === 'h1' ? [doc] : null),
  'Person.favorite': ({ id }) => (id === 'h1' ? doc : pic),
  'Item.related': ({ id }) => [id === 'd1' ? pic : doc],
  'Item.next': ({ id }) => (id === 'p1' ? note : null),
  'Item.fan': () => one,
};

/** What one schema with all of it answers, for a field of a row. */
export function answerOf(typeName: string, fieldName: string, row: Row): unknown {
  const link = links[`${typeName}.${fieldName}`] ?? links[`Item.${fieldName}`];
  if (link !== undefined) return link(row);
  if (fieldName === 'headline') return `${row['name']}!`;
  return fieldName === 'cheer' ? '*'.repeat(Number(row['views'])) : row[fieldName];
}

const resolveType = { __resolveType: ({ __typename }: { __typename: string }) => __typename };
const follow = (coordinate: string) => (row: Row) => links[coordinate]?.(row) ?? null;
/** As they are told where nobody knows their types. */
const nameless = (coordinate: string) => (row: Row) => {
  const found = follow(coordinate)(row);
  const bare = (each: Row | null) => each && { id: each.id };
  return Array.isArray(found) ? found.map(bare) : bare(found as Row | null);
};
const countOf = (key: string) => (row: Row) => items.find(({ id }) => id === row.id)?.[key];

/** Objects of an interface that two subgraphs know only as such, among other types. */
export const membersWorld: Readonly<Record<string, TestSubgraph>> = {
  core: {
    sdl: `${federationLink} type Query { any: [Any] items: [Item] tagged: [Tagged] people: [Person] }
      union Any = Doc | Pic | Person
      interface Item @key(fields: "id") { id: ID! name: String }
      interface Tagged { id: ID! tag: String }
      type Doc implements Item & Tagged @key(fields: "id") { id: ID! name: String tag: String }
      type Pic implements Item & Tagged @key(fields: "id") { id: ID! name: String tag: String }
      type Note implements Item @key(fields: "id") { id: ID! name: String }
      type Person @key(fields: "id") { id: ID! items: [Item] }`,
    resolvers: {
      Query: Object.fromEntries(
        ['any', 'items', 'tagged', 'people'].map((name) => [name, follow(`Query.${name}`)]),
      ),
      Any: resolveType,
      Tagged: resolveType,
      Item: { ...resolveType, ...fromRows(items) },
      Doc: fromRows(items),
      Pic: fromRows(items),
      Note: fromRows(items),
      Person: { ...fromRows(people), items: follow('Person.items') },
    },
  },
  stats: {
    sdl: `${federationLink} type Query { hot: [Item] near: [Item] top: Item }
      type Person @key(fields: "id") { id: ID! score: Int! liked: [Item] }
      type Item @key(fields: "id") @interfaceObject { id: ID! views: Int likes: Int related: [Item] next: Item fan: Person
        name: String @external headline: String @requires(fields: "name") }`,
    resolvers: {
      Query: { hot: nameless('Query.hot'), near: nameless('Query.near'), top: nameless('Query.top') },
      Person: { ...fromRows(people), liked: nameless('Person.liked') },
      Item: {
        __resolveReference: (row: Row) => row,
        views: countOf('views'),
        likes: countOf('likes'),
        related: nameless('Item.related'),
        next: nameless('Item.next'),
        fan: follow('Item.fan'),
        headline: ({ name }: { name: string }) => `${name}!`,
      },
    },
  },
  extra: {
    sdl: `${federationLink}
      type Person @key(fields: "id") { id: ID! favorite: Item }
      type Item @key(fields: "id") @interfaceObject { id: ID! views: Int @external
        cheer: String @requires(fields: "views") }`,
    resolvers: {
      Person: { ...fromRows(people), favorite: nameless('Person.favorite') },
      Item: {
        __resolveReference: (row: Row) => row,
        cheer: ({ views }: { views: number }) => '*'.repeat(views),
      },
    },
  },
};
