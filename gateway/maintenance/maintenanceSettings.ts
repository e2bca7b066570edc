import { z } from 'zod';
import { divisionPrefix } from '../partition/divisionPrefix.ts';
import { settingName } from '../settingName.ts';

const instant = z.iso
  .datetime({ offset: true, error: 'must be an instant with its zone, such as 2026-12-01T22:00:00+08:00' })
  .transform((text) => Date.parse(text));

/** When systems of places are taken down on purpose (停机维护): what a file of windows holds. */
export const maintenanceSettings = z.array(
  z
    .strictObject({
      /** 2, 4 or 6 digits: the division and everything in it. */
      division: divisionPrefix,
      /** Only these subgraphs; default: all. */
      services: z.array(settingName).min(1).optional(),
      from: instant,
      to: instant,
    })
    // What is no instant is told of already.
    .refine(({ from, to }) => !(from >= to), 'must end after it begins'),
);

export type MaintenanceSettings = z.output<typeof maintenanceSettings>;
