import type { ReversibleBusiness } from '../steps/ReversibleBusiness.ts';
import type { ExchangedType } from './ExchangedType.ts';

/** What the rows of an exchange table hold in one department, and the department's own names of what all types share. */
export interface ExchangedDepartment {
  /** By 数据类型. */
  readonly types: Readonly<Record<string, ExchangedType>>;
  readonly keys: {
    /** 公民身份号码. */
    readonly number: string;
    /** 姓名. */
    readonly name: string;
    /** 数据时间. */
    readonly dataTime: string;
    /** 机构名称. */
    readonly centerName: string;
    /** 列表. */
    readonly list: string;
    /** 个人编号, where the department has one. */
    readonly personNumber?: string;
  };
  /** Keys of lists, those inside records included. */
  readonly lists: readonly string[];
  /** What the department's centres can be asked to do, by our actions. */
  readonly businesses: Readonly<Record<string, ReversibleBusiness>>;
}
