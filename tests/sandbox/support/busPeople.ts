import { createWorld } from '../../../sandbox/world/createWorld.ts';
import type { BusCall } from './startBusListener.ts';

type BusRecord = BusCall['records'][number];

/** The place whose bus is tried. */
export const BUS_PLACE = '330000';
export const BUS_WORLD = createWorld();

/** Everybody whom the bus of the place holds. */
export const HELD = BUS_WORLD.holders.filter(({ holdings }) =>
  holdings['public-security'].includes(BUS_PLACE),
);
export const PEOPLE = HELD.filter(({ kind }) => kind === 'person');
export const TWO = PEOPLE.slice(0, 2);
/** Nobody's number. */
export const STRANGER = { number: '109901199003070011', name: '某人' };

export const numbersOf = (list: readonly { readonly number: string }[]): readonly string[] =>
  list.map(({ number }) => number.toUpperCase());

/** A RECORD that must not count: without data time, or with a day that no calendar has. */
export const isBad = ({ kind, text, dataTime }: BusRecord): boolean =>
  kind !== 'material' && (dataTime === '' || text.includes('20261331'));

export const isGood = (record: BusRecord): boolean => record.kind !== 'material' && !isBad(record);
