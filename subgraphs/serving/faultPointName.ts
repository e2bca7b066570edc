/**
 * Where a test may let a process die: between any two things that a step of a case writes, sends or is told, and between those of an upload. A test
 * goes through this list, so that no place is forgotten.
 */
export const FAULT_POINTS = [
  /** A step arrived at the place; nothing of it is stored. */
  'journal.receiving',
  /** It is stored; nobody has taken it up. */
  'journal.received',
  /** A process owns the row, and nothing has left. */
  'journal.claimed',
  /** The intent is durable; not a byte has left. */
  'journal.sent',
  /** The system has answered; the answer is not stored. */
  'journal.answered',
  /** The system has said what became of a step; that is not stored. */
  'journal.found',
  /** The answer is stored; the caller has not heard it. */
  'journal.stored',
  /** The system has said something by itself; that is not stored. */
  'journal.heard',
  /** What the system said by itself is stored, not acknowledged. */
  'journal.kept',
  /** A result is about to be told to cases. */
  'journal.telling',
  /** Cases has taken a result; that is not noted. */
  'journal.told',
  /** It is noted that cases has it. */
  'journal.noted',
  /** Cases did not take it; it may be told again at once. */
  'journal.released',
  /** A worker has claimed a step; nothing has left. */
  'engine.claimed',
  /** What became of a step that was lost or pending is known to its worker, and to nobody else. */
  'engine.asked',
  /** What the step is done with is at hand; the row does not say yet that it was sent. */
  'engine.prepared',
  /** The row says that it was sent; not a byte has left. */
  'engine.sent',
  /** The place's server has answered; the case does not know it. */
  'engine.answered',
  /** The case knows the result; nobody was woken for what follows but by the transaction itself. */
  'engine.told',
  /** The step was given back, to be looked at again later; how the place was is not noted. */
  'engine.postponed',
  /** A part of a file is in the store; the file does not have it yet. */
  'files.stored',
  /** The file has it; what it replaces is still in the store. */
  'files.kept',
] as const;

export type FaultPointName = (typeof FAULT_POINTS)[number];
