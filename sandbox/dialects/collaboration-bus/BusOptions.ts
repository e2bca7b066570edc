import { z } from 'zod';

const code = z.string().regex(/^[0-9A-Za-z_-]{16,64}$/);
const unit = z.string().regex(/^\d{12}$/);
const unitName = z.string().min(1).max(60);

/** The `options` of a place that speaks collaboration bus (docs/dialects/collaboration-bus.md, section 12). */
export const busOptions = z.strictObject({
  registrationCode: code,
  callbackCode: code,
  unitCode: unit,
  unitName,
  busUnitCode: unit,
  busUnitName: unitName,
  callbackPath: z.string().regex(/^\/[0-9A-Za-z/_-]{1,200}$/),
  recordLimit: z.int().min(1).max(50),
  handling: z.literal('offered').exactOptional(),
});
export type BusOptions = z.infer<typeof busOptions>;
