import type { Random } from './Random.ts';

const SURNAMES = [
  ...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹喻苏潘葛范彭鲁韦马苗方俞任袁柳',
  '欧阳',
  '上官',
  '司徒',
  '诸葛',
];
const GIVEN = [...'知遥沐阳清妍景行云舒若溪怀瑾望舒思齐子衿南乔嘉禾晚晴临川星野明澈一诺书白听雨归鸿映雪松筠'];
/** Extensions B, E and A of the unified ideographs: four bytes in GB18030, absent from GBK. */
const RARE = [...'𬭩𠅤𫖯𬱖𬤊𫍯𬭎𫘧𬍛㛃𠮷𬀩'];
/** Written by systems that had no code for a character; U+E000–U+E1FF lie in the user-defined zones of GBK. */
const PRIVATE_USE = ['\u{e001}', '\u{e0a5}', '\u{e11c}'];
const DOTTED_FIRST = ['买买提', '阿依努尔', '卓玛', '努尔兰', '古丽娜尔', '丹增'];
const DOTTED_LAST = ['云舒提', '艾力江', '才让措', '巴合提别克', '吐尔逊白', '喀斯木南'];

/**
 * Invents a name; some hold characters that systems stumble over.
 *
 * @param index - the person's index: decides which kind of name it is.
 * @param surname - that of the family; `null` for a new one.
 */
export function createName(index: number, surname: string | null, random: Random): string {
  if (index % 97 === 11) return `${random.pick(DOTTED_FIRST)}·${random.pick(DOTTED_LAST)}`;
  const family = surname ?? random.pick(SURNAMES);
  if (index % 211 === 20) return `${family}${random.pick(PRIVATE_USE)}`;
  if (index % 23 === 5) return `${family}${random.pick(RARE)}${random.chance(0.5) ? random.pick(GIVEN) : ''}`;
  return `${family}${random.pick(GIVEN)}${random.chance(0.8) ? random.pick(GIVEN) : ''}`;
}

/** The family name in a name of {@link createName}; `null` where there is none to hand on. */
export function surnameOf(name: string): string | null {
  return SURNAMES.filter((surname) => name.startsWith(surname)).at(-1) ?? null;
}
