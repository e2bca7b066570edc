import type { SocialInsuranceFile } from '../../world/SocialInsuranceFile.ts';
import type { GbkXmlOptions } from './GbkXmlOptions.ts';

/** How a transaction writes its rows at one site. */
export interface RowStyle extends Pick<GbkXmlOptions, 'padding' | 'emptyDate'> {
  /** The field set of an older release, and a code that no table has. */
  readonly stale: boolean;
}

/** What a transaction finds: the rows of this answer, and how many there are in all. */
export interface FoundRows {
  readonly rows: readonly string[];
  readonly total: number;
}

/** One transaction code. */
export interface Transaction {
  /** `null` for a request that it accepts, else the result code of the refusal. */
  refuse(body: Readonly<Record<string, string>>): '2001' | '2002' | null;
  find(file: SocialInsuranceFile, body: Readonly<Record<string, string>>, style: RowStyle): FoundRows;
}
