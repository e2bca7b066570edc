import { z } from 'zod';
import { TongbanError } from '../../domain/TongbanError.ts';
import { readDataFile } from './readDataFile.ts';
import type { HandlingMode, ServiceItem, ServiceSubject } from './ServiceItem.ts';

const FILE = 'serviceItems.json';

const MODES = {
  全程网办: 'FULLY_ONLINE',
  异地代收代办: 'PROXY_COLLECTION',
  多地联办: 'JOINT_HANDLING',
} as const satisfies Record<string, HandlingMode>;

const SUBJECTS = {
  person: 'PERSON',
  enterprise: 'COMPANY',
  both: 'BOTH',
} as const satisfies Record<string, ServiceSubject>;

const mode = z.enum(['全程网办', '异地代收代办', '多地联办']);

const itemRow = z.object({
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by "-"'),
  nameZh: z.string().min(1),
  category: z.string().min(1),
  leadDepartment: z.string().min(1).nullable(),
  subject: z.enum(['person', 'enterprise', 'both']),
  /** `null` where the source is silent. */
  modes: z.array(mode).min(1).nullable(),
  list: z.string().regex(/^\d{4}-\d+$/, 'must be year and number of the document, as 2020-35'),
  batch: z.string().regex(/^(after-)?\d{4}$/, 'must be a year, or after-<year>'),
  verified: z.boolean(),
  source: z.string().min(1),
});

/**
 * The service items of the data folder, in the order of the file.
 *
 * @throws {Error} with one line naming file, row, field and reason.
 */
export async function readServiceItems(folder: string): Promise<readonly ServiceItem[]> {
  const items = (await readDataFile(folder, FILE, 'items', itemRow)).map(toServiceItem);
  const codes = new Set<string>();
  for (const [index, { code }] of items.entries()) {
    if (codes.has(code))
      throw new TongbanError('BAD_USER_INPUT', `${FILE}: row ${index + 1}, slug: ${code} stands there twice`);
    codes.add(code);
  }
  return items;
}

function toServiceItem(row: z.infer<typeof itemRow>): ServiceItem {
  return {
    code: row.slug,
    name: row.nameZh,
    category: row.category,
    leadDepartment: row.leadDepartment,
    subject: SUBJECTS[row.subject],
    modes: row.modes?.map((name) => MODES[name]) ?? null,
    batch: `${row.list}/${row.batch}`,
    verified: row.verified,
    source: row.source,
  };
}
