import { z } from 'zod';

/** Text that says something: what stands around it is cut off, and nothing is not accepted. */
export const filledText = z.string().trim().min(1, 'must not be empty');
