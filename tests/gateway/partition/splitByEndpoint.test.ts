import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { canonicalJson } from '../../../gateway/partition/canonicalJson.ts';
import { type Representation, splitByEndpoint } from '../../../gateway/partition/splitByEndpoint.ts';

const endpoints = new Map(
  ['11', '43', '44'].map((prefix) => [prefix, { service: 's', prefix, url: `http://${prefix}/` }]),
);

function route({ jurisdiction }: Representation) {
  const endpoint = endpoints.get(String(jurisdiction).slice(0, 2));
  if (!endpoint) throw new TongbanError('JURISDICTION_NOT_CONNECTED', 'nowhere');
  return { endpoint, jurisdiction: String(jurisdiction) };
}

describe('splitByEndpoint', () => {
  it('keeps the order, asks for equal ones once and refuses one by one', () => {
    const a = { jurisdiction: '430000', id: 'a' };
    const b = { jurisdiction: '110000', id: 'b' };
    const nowhere = { jurisdiction: '650000', id: 'c' };

    expect(splitByEndpoint([a, b, nowhere, { id: 'a', jurisdiction: '430000' }], route, 500)).toEqual({
      groups: [
        {
          endpoint: endpoints.get('43'),
          entities: [{ representation: a, jurisdiction: '430000', positions: [0, 3] }],
        },
        {
          endpoint: endpoints.get('11'),
          entities: [{ representation: b, jurisdiction: '110000', positions: [1] }],
        },
      ],
      refused: [{ position: 2, error: expect.objectContaining({ code: 'JURISDICTION_NOT_CONNECTED' }) }],
    });
  });

  it('loses, doubles and mixes up nothing, whatever is given', () => {
    const representation = fc.record({
      jurisdiction: fc.constantFrom('110000', '430000', '430700', '440000', '650000'),
      id: fc.constantFrom('a', 'b', 'c', 'd'),
    });

    fc.assert(
      fc.property(fc.array(representation), fc.integer({ min: 1, max: 4 }), (given, largest) => {
        const { groups, refused } = splitByEndpoint(given, route, largest);
        const entities = groups.flatMap((group) => group.entities);
        const told = [
          ...entities.flatMap(({ positions }) => positions),
          ...refused.map(({ position }) => position),
        ];
        const distinct = new Set(
          given.filter(({ jurisdiction }) => jurisdiction !== '650000').map(canonicalJson),
        );

        expect(told.sort((x, y) => x - y)).toEqual([...given.keys()]);
        expect(entities).toHaveLength(distinct.size);
        for (const { endpoint, entities: asked } of groups) {
          expect(asked.length).toBeLessThanOrEqual(largest);
          for (const { representation: one, jurisdiction, positions } of asked) {
            expect(jurisdiction.startsWith(endpoint.prefix)).toBe(true);
            for (const position of positions) expect(given[position]).toEqual(one);
          }
        }
      }),
    );
  });

  it('makes no call larger than it may be', () => {
    const many = Array.from({ length: 1_001 }, (_, index) => ({ jurisdiction: '430000', id: String(index) }));

    expect(splitByEndpoint(many, route, 500).groups.map(({ entities }) => entities.length)).toEqual([
      500, 500, 1,
    ]);
  });
});
