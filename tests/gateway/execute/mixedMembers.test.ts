import { describeFederation } from '../../support/describeFederation.ts';
import { membersWorld } from './membersWorld.ts';

describeFederation('interface objects among others, under conditions', membersWorld, [
  {
    query: '{ any { ... on Person { score } ... on Doc { headline cheer } } }',
    data: { any: [{ headline: 'deed!', cheer: '*******' }, {}, { score: 5 }, { score: 6 }] },
  },
  {
    query: `query ($yes: Boolean!, $no: Boolean!) {
        people @include(if: $yes) { liked { name name @include(if: $yes) @skip(if: $no) } } }`,
    variables: { yes: true, no: false },
    data: { people: [{ liked: [{ name: 'deed' }] }, { liked: null }] },
  },
  {
    query: `query ($no: Boolean!, $never: Boolean!) { people @skip(if: $no) {
        favorite { cheer @include(if: $no) @skip(if: $never) cheer @skip(if: false) } ... on Person { items { id } } } }`,
    variables: { no: false, never: false },
    data: {
      people: ['*'.repeat(7), '*'.repeat(9)].map((cheer) => ({
        favorite: { cheer },
        items: [{ id: 'd1' }, { id: 'p1' }],
      })),
    },
  },
  {
    query: `query ($no: Boolean!) {
        items @skip(if: $no) { ... on Doc { ... on Item { likes } } } items { ... on Pic { cheer } } }`,
    variables: { no: false },
    data: { items: [{ likes: 2 }, { cheer: '*********' }] },
  },
  {
    query: 'query ($yes: Boolean!) { people { favorite @include(if: $yes) { ... on Doc { headline } } } }',
    variables: { yes: true },
    data: { people: [{ favorite: { headline: 'deed!' } }, { favorite: {} }] },
    reference: 'wrong',
  },
  {
    query: `query ($yes: Boolean!) { people {
        favorite { ... on Item @skip(if: $yes) { headline } related @include(if: $yes) { __typename } views }
        liked { ... on Any { ... on Doc { id } } } } }`,
    variables: { yes: true },
    data: {
      people: [
        { favorite: { related: [{ __typename: 'Pic' }], views: 7 }, liked: [{ id: 'd1' }] },
        { favorite: { related: [{ __typename: 'Doc' }], views: 9 }, liked: null },
      ],
    },
  },
  {
    query: '{ hot @skip(if: false) { name } }',
    data: { hot: [{ name: 'plan' }, { name: 'deed' }] },
  },
  {
    query: `query ($yes: Boolean!) { items { ... on Pic { fan { score } } }
        top { ... on Pic @skip(if: $yes) { ... on Item { related { headline } } ... on Any { ... on Doc { id } } }
          ... on Any { __typename } related { related { __typename } } } }`,
    variables: { yes: true },
    data: {
      items: [{}, { fan: { score: 5 } }],
      top: { __typename: 'Doc', related: [{ related: [{ __typename: 'Doc' }] }] },
    },
    // An assertion of the planner fails.
    reference: 'wrong',
  },
]);
