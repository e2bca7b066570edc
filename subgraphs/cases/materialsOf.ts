import { z } from 'zod';
import { MATERIAL_TYPES } from '../../domain/materials/materialType.ts';
import type { CaseMaterial } from './CaseMaterial.ts';

const shape = z.array(
  z.object({
    file: z.string(),
    kind: z.string(),
    name: z.string().nullable(),
    type: z.enum(MATERIAL_TYPES),
    size: z.number(),
    sha256: z.string(),
    scannedAt: z.number().nullable(),
  }),
);

/** 申请材料 among what was written in a case; empty where there are none or it was erased. */
export const materialsOf = (contents: Readonly<Record<string, unknown>>): readonly CaseMaterial[] =>
  shape.parse(contents['materials'] ?? []);
