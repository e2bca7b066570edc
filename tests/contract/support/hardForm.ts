const REMARK = '\u{2CB69}\u3400\u4DAE\u9FCD\uE863·﹑①';
const MARKUP = ']]> &amp; &#65; </row> <!-- --> %26 \\n \\u0041 {"a":1}';
const LONG = '0'.repeat(400);
const LONGEST = '\u{2CB69}'.repeat(400);

/** Everything that markup, quoting, character sets and sorting stumble over, and what a system has of it. */
export const HARD_FORM = {
  given: {
    remark: ' 甲|乙 & "丙" <丁> \'戊\' \u3000',
    Remark: REMARK,
    markup: MARKUP,
    a1: '1200.00',
    B2: LONG,
    longest: LONGEST,
    empty: '  ',
  },
  arrived: {
    remark: '甲|乙 & "丙" <丁> \'戊\'',
    Remark: REMARK,
    markup: MARKUP,
    a1: '1200.00',
    B2: LONG,
    longest: LONGEST,
  },
};
