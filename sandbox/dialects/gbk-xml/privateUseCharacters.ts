/** 造字对照表 of docs/dialects/gbk-xml.md, section 2: the meant character at each code from U+E200 on. */
const MEANT = [...'𬭩𠅤𫖯𬱖𬤊𫍯𬭎𫘧𬍛㛃𠮷𬀩'];
const FIRST_CODE = 0xe200;

/** The private use character that stands for a character outside GBK. */
export const PRIVATE_USE_CHARACTERS: ReadonlyMap<string, string> = new Map(
  MEANT.map((character, index) => [character, String.fromCodePoint(FIRST_CODE + index)]),
);
