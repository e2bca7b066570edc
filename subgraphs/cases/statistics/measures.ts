/** Upper bounds in working days of the fixed buckets that durations are counted in; the last bucket, above them, has none. */
export const BUCKET_BOUNDS = [0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90] as const;

/** Durations by bucket: `up_to_5` are those of 4 and 5 working days. */
export const BUCKETS = [
  'up_to_0',
  'up_to_1',
  'up_to_2',
  'up_to_3',
  'up_to_5',
  'up_to_7',
  'up_to_10',
  'up_to_15',
  'up_to_20',
  'up_to_30',
  'up_to_45',
  'up_to_60',
  'up_to_90',
  'longer',
] as const;
export type Bucket = (typeof BUCKETS)[number];

/** What happened to cases; each delta adds one to one of them. */
export const HAPPENINGS = [
  'submitted',
  'accepted',
  'declined',
  'completed',
  'refused',
  'withdrawn',
  'terminated',
  'overdue',
] as const;
export type Happening = (typeof HAPPENINGS)[number];

/**
 * Beside each, the random salts of its deltas, XORed: the same cases have the same salt however they are asked for, and others
 * another one.
 */
export const SALTS = HAPPENINGS.map((happening) => `salt_${happening}` as const);
export type Salt = `salt_${Happening}`;

const COUNTS = [
  ...HAPPENINGS,
  // Of the decided ones: those with a limit of their own, and those within it; likewise the promised and the statutory one.
  'limited',
  'within_limit',
  'promised',
  'within_promised',
  'statutory',
  'within_statutory',
] as const;

/** All that is counted in a cell, each a column of the table. */
export const MEASURES = [...COUNTS, ...BUCKETS] as const;
export type Measure = (typeof MEASURES)[number];
export type Measures = Readonly<Record<Measure, number>>;

/** The bucket that a number of working days falls into. */
export function bucketOf(workingDays: number): Bucket {
  const index = BUCKET_BOUNDS.findIndex((bound) => workingDays <= bound);
  return BUCKETS[index] ?? 'longer';
}
