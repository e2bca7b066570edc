import { z } from 'zod';

/** Which port each system had at the last start, by system id, and `admin`. */
export const ports = z.record(z.string(), z.int().min(1).max(65_535));
export type Ports = z.infer<typeof ports>;
