/**
 * 特别程序: what the law wants done beside the handling, and whose time does not count.
 *
 * @see 行政许可法 art. 45
 */
export const SPECIAL_PROCEDURE_KINDS = [
  /** 听证 */
  'HEARING',
  /** 招标 */
  'TENDER',
  /** 拍卖 */
  'AUCTION',
  /** 检验 */
  'INSPECTION',
  /** 检测 */
  'TESTING',
  /** 检疫 */
  'QUARANTINE',
  /** 鉴定 */
  'IDENTIFICATION',
  /** 专家评审 */
  'EXPERT_REVIEW',
] as const;
export type SpecialProcedureKind = (typeof SPECIAL_PROCEDURE_KINDS)[number];
