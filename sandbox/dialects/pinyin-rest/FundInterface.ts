import type { HousingFundFile } from '../../world/HousingFundFile.ts';
import type { CentreHabits } from './CentreHabits.ts';

/** What a well-formed body asks for. */
export interface FundQuery {
  /** Distinct, in canonical spelling. */
  readonly asked: readonly string[];
  /** Names the part where a person can be asked about in parts. */
  readonly part?: string;
  /**
   * The rows and what stands beside them; `files` are those of the persons found, in order of asking.
   */
  answer(files: readonly HousingFundFile[], habits: CentreHabits): FundAnswer;
}

export interface FundAnswer {
  readonly beside: Readonly<Record<string, string>>;
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** One interface of a centre. */
export interface FundInterface {
  /** Below the `url` of the place. */
  readonly path: string;
  /** What a parsed body asks for; otherwise the result code that refuses it. */
  read(body: unknown): FundQuery | '2001' | '2002';
  /** Fields that the specification marks as new in release 3.2. */
  readonly newer: readonly string[];
  /** A coded field, and a value that no table has. */
  readonly unknownCode: readonly [field: string, code: string] | null;
}
