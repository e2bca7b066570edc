/** 迁移原因. */
export const MIGRATION_GROUNDS = [
  'JOB_TRANSFER',
  'STUDENT_ENROLMENT',
  'GRADUATION',
  'SPOUSE_REUNION',
  'PARENT_REUNION',
  'CHILD_REUNION',
  'OTHER',
  'UNKNOWN',
] as const;
export type MigrationGround = (typeof MIGRATION_GROUNDS)[number];
