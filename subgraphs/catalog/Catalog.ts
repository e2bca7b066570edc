import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { Division } from './Division.ts';
import { readDivisions } from './readDivisions.ts';
import { readServiceItems } from './readServiceItems.ts';
import type { ServiceItem } from './ServiceItem.ts';

/** Divisions and service items, read once. */
export class Catalog {
  /** In order of code. */
  readonly divisions: readonly Division[];
  /** In order of the data file. */
  readonly serviceItems: readonly ServiceItem[];
  readonly #divisionsByCode: ReadonlyMap<string, Division>;
  readonly #itemsByCode: ReadonlyMap<string, ServiceItem>;

  constructor(divisions: readonly Division[], serviceItems: readonly ServiceItem[]) {
    this.divisions = divisions;
    this.serviceItems = serviceItems;
    this.#divisionsByCode = new Map(divisions.map((division) => [division.code, division]));
    this.#itemsByCode = new Map(serviceItems.map((item) => [item.code, item]));
  }

  /** @throws {Error} with one line naming file, row, field and reason. */
  static async read(folder: string): Promise<Catalog> {
    return new Catalog(await readDivisions(folder), await readServiceItems(folder));
  }

  findDivision(code: DivisionCode): Division | null {
    return this.#divisionsByCode.get(code) ?? null;
  }

  findServiceItem(code: string): ServiceItem | null {
    return this.#itemsByCode.get(code) ?? null;
  }
}
