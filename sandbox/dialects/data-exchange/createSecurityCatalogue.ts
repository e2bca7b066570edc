import { formatBeijing } from '../../beijingTime.ts';
import type { SandboxSite } from '../../SandboxDialect.ts';
import { backwards } from './backwards.ts';
import type { Catalogue } from './Catalogue.ts';
import { EXCHANGE_SERVICES, type ExchangeService } from './exchangeServices.ts';
import { ownerFields } from './ownerFields.ts';
import { placeHabits } from './PlaceHabits.ts';

type Row = Readonly<Record<string, unknown>>;

/** The services of public security, as in section 4 of docs/dialects/data-exchange.md. */
export function createSecurityCatalogue({ department, jurisdiction, clock }: SandboxSite): Catalogue {
  const habits = placeHabits(jurisdiction);
  return {
    knows: (id) => EXCHANGE_SERVICES.has(id),

    find({ service: id, world, asked, stale }) {
      const service = EXCHANGE_SERVICES.get(id);
      if (service === undefined) return [];
      const time = formatBeijing(world.dataTime(department, jurisdiction, clock()));
      return asked
        .flatMap((number) => world.findPublicSecurityFile(jurisdiction, number) ?? [])
        .flatMap((file) =>
          service.rowsOf(file, habits).map((row) => ({
            ...ownerFields(file.holder, habits),
            sjgxsj: time,
            ...(stale ? aged(row, service) : row),
          })),
        )
        .toSorted((one, other) => (storageKey(one) < storageKey(other) ? -1 : 1));
    },
  };
}

/** The order of storage is anything but that of the request: rows lie by the end of their first value. */
function storageKey(row: Row): string {
  const [owner = ''] = Object.values(row);
  return `${backwards(String(row['hphm'] ?? owner))}${String(owner)}`;
}

function aged(row: Row, { newer, unknownCode }: ExchangeService): Row {
  const kept = Object.entries(row).filter(([field]) => !newer.includes(field));
  return {
    ...Object.fromEntries(kept),
    ...(unknownCode === null ? {} : { [unknownCode[0]]: unknownCode[1] }),
  };
}
