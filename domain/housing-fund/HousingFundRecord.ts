import type { HousingFundAccount } from './HousingFundAccount.ts';

/** 公积金档案: a person's accounts at one centre, in order of opening. */
export interface HousingFundRecord {
  /** Epoch ms. */
  readonly asOf: number;
  readonly centerName: string;
  readonly accounts: readonly HousingFundAccount[];
}
