import type { HousingFundFile } from '../../world/HousingFundFile.ts';
import type { HubStyle } from './HubStyle.ts';
import type { Fields } from './nodeXml.ts';

/** One read about one person. */
export interface PersonTransaction {
  /** What a body asks for; otherwise the return code that refuses it. */
  read(body: Readonly<Record<string, string>>): PersonQuery | '2004' | '2005';
}

export interface PersonQuery {
  /** Names the part where a person can be asked about in parts. */
  readonly part?: string;
  /** What stands beside the rows of a person whom nobody knows. */
  readonly unknown: Fields;
  /** What the hub says about a person whom it knows; `isStale` is for a centre that still runs release 1. */
  answer(file: HousingFundFile, style: HubStyle, isStale: boolean): PersonFound;
}

export interface PersonFound {
  readonly beside: Fields;
  readonly rows: readonly Fields[];
}
