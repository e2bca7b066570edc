/** 业务类别 of the three calls, each with the code that means success for it and for no other. */
export const OPERATIONS = {
  /** 申请, ours. */
  APPLICATION: { businessClass: '0101', success: '1' },
  /** 反馈, to our listener. */
  FEEDBACK: { businessClass: '0102', success: '0' },
  /** 变更通报, to our listener. */
  NOTICE: { businessClass: '0109', success: '2' },
} as const;

/** 业务类别 of feedback of handling, with the code that means success for each. */
export const STEP_FEEDBACK: Readonly<Record<string, string>> = {
  '0202': '0',
  '0302': '0',
  '0402': '1',
  '0502': '1',
  '0602': '0',
};
