/** 通俗说法: words that people use, with the words of the lists for them; reviewed by hand, folded as `foldText` does. */
export const COMMON_WORDS: ReadonlyArray<readonly [common: string, listed: readonly string[]]> = [
  ['上户口', ['入户']],
  ['落户', ['入户', '户口迁移']],
  ['迁户口', ['户口迁移']],
  ['社保卡', ['社会保障卡']],
  ['驾照', ['驾驶证']],
  ['结婚证', ['结婚登记', '婚姻登记证']],
  ['离婚证', ['离婚登记', '婚姻登记证']],
  ['残疾证', ['残疾人证']],
  ['医保', ['医疗保险']],
  ['补办', ['补领']],
];
