import type { SocialInsuranceFile } from '../../world/SocialInsuranceFile.ts';

/** The business object of a request: number and name, and what single services take. */
export type PlainRequest = Readonly<Record<string, unknown>>;
export type CipherRow = Readonly<Record<string, string | number | null>>;

/** What a service finds in a file. */
interface FoundList {
  readonly list: readonly CipherRow[];
  /** Only where the service answers by page. */
  readonly page?: { readonly pageNum: number; readonly pageSize: number; readonly total: number };
}

/** One service behind the gateway. */
export interface CipherService {
  /** The outer code of success at sites that have it by service. */
  readonly outerSuccess: 200 | 0;
  /** The field that sites of release 1.x lack. */
  readonly newer: string | null;
  /** A coded field, and a value that no table has. */
  readonly unknownCode: readonly [field: string, code: string] | null;
  /** `null` for a request that it accepts, else the inner result code of the refusal. */
  refuse(plain: PlainRequest, firstPage: 0 | 1): '3001' | '3002' | null;
  find(file: SocialInsuranceFile, plain: PlainRequest, firstPage: 0 | 1): FoundList;
}
