import { z } from 'zod';

const code = z.string().regex(/^[0-9A-Za-z_-]{16,64}$/);
const unit = z.string().regex(/^\d{12}$/);
const unitName = z.string().min(1).max(60);

/**
 * What differs between places of this dialect; unknown options are refused, because a misspelled one would silently
 * leave its default in force.
 *
 * @see docs/dialects/collaboration-bus.md, 12
 */
export const collaborationBusOptions = z.strictObject({
  /** 注册码 of our calls. */
  registrationCode: code,
  /** 注册码 of the calls of the bus. */
  callbackCode: code,
  /** Our unit. */
  unitCode: unit,
  unitName,
  busUnitCode: unit,
  busUnitName: unitName,
  /** Path of our listener for this place. */
  callbackPath: z.string().regex(/^\/[0-9A-Za-z/_-]{1,200}$/),
  /** 每包记录数上限. */
  recordLimit: z.int().min(1).max(50).default(20),
  /** 办理: whether the bus takes applications of handling, and we the feedback to them. */
  handling: z.literal('offered').optional(),
});
export type CollaborationBusOptions = z.output<typeof collaborationBusOptions>;
