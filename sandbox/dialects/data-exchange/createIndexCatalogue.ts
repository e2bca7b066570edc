import { formatBeijing } from '../../beijingTime.ts';
import { digitSum } from '../../digitSum.ts';
import type { SandboxSite } from '../../SandboxDialect.ts';
import type { World } from '../../world/World.ts';
import type { WorldHolder } from '../../world/WorldHolder.ts';
import { backwards } from './backwards.ts';
import type { Catalogue } from './Catalogue.ts';
import { ownerFields } from './ownerFields.ts';
import { placeHabits } from './PlaceHabits.ts';

type Row = Readonly<Record<string, string>>;

/** What one place has reported of one person. */
interface Report {
  readonly holder: WorldHolder;
  /** `YYYY-MM-DD`, `null` where the place does not say. */
  readonly firstOn: string | null;
}

interface ReportingDepartment {
  readonly name: keyof WorldHolder['holdings'];
  readonly code: string;
  readonly reportOf: (world: World, place: string, number: string) => Report | null;
}

const SERVICE = 'catalog-701';

const REPORTING: readonly ReportingDepartment[] = [
  {
    name: 'public-security',
    code: 'GA',
    reportOf(world, place, number) {
      const file = world.findPublicSecurityFile(place, number);
      return (
        file && {
          holder: file.holder,
          firstOn: earliest([
            ...(file.hukou === null ? [] : [file.hukou.registeredOn]),
            ...file.vehicles.map(({ registeredOn }) => registeredOn),
          ]),
        }
      );
    },
  },
  {
    name: 'social-insurance',
    code: 'RS',
    reportOf(world, place, number) {
      const file = world.findSocialInsuranceFile(place, number);
      return (
        file && {
          holder: file.holder,
          firstOn: earliest(file.enrollments.map(({ enrolledOn }) => enrolledOn)),
        }
      );
    },
  },
  {
    name: 'housing-fund',
    code: 'GJJ',
    reportOf(world, place, number) {
      const file = world.findHousingFundFile(place, number);
      return (
        file && { holder: file.holder, firstOn: earliest(file.accounts.map(({ openedOn }) => openedOn)) }
      );
    },
  },
];

/** 医疗保障, a department that is newer than the specification: some places report it with their social insurance. */
const NEWER_CODE = 'YB';
/** What no release has heard of. */
const UNKNOWN_CODE = 'QT';

/**
 * The one service of the national record index, docs/dialects/record-index.md. The index keeps what places report as
 * they write it, so that one answer holds the habits of many places, also about one person.
 */
export function createIndexCatalogue({ world: { holders }, clock }: SandboxSite): Catalogue {
  const known = new Map(holders.map((holder) => [holder.number, holder]));
  return {
    knows: (service) => service === SERVICE,

    find({ world, asked, stale }) {
      const now = clock();
      return asked
        .flatMap((number) => known.get(number) ?? [])
        .flatMap(({ number, holdings }) =>
          REPORTING.flatMap((department) =>
            holdings[department.name].flatMap((place) => {
              const report = department.reportOf(world, place, number);
              const time = formatBeijing(world.dataTime(department.name, place, now));
              return report === null ? [] : rowsOf(report, department, { place, time });
            }),
          ),
        )
        .map((row) => (stale ? { ...row, bmdm: UNKNOWN_CODE } : row))
        .toSorted((one, other) => (storageKey(one) < storageKey(other) ? -1 : 1));
    },
  };
}

function rowsOf(
  { holder, firstOn }: Report,
  { name, code }: ReportingDepartment,
  { place, time }: { readonly place: string; readonly time: string },
): readonly Row[] {
  const habits = placeHabits(place);
  const codes = name === 'social-insurance' && digitSum(place) % 3 === 0 ? [code, NEWER_CODE] : [code];
  return codes.map((bmdm) => ({
    ...ownerFields(holder, habits),
    sjgxsj: time,
    bmdm,
    // Housing fund centres have always counted in twelve digits.
    szdqhdm: name === 'housing-fund' ? place.padEnd(12, '0') : habits.division(place),
    scdjrq: firstOn?.replaceAll('-', '') ?? '',
  }));
}

/** Rows lie by place from its end, then by department, so that nobody's stand together. */
const storageKey = ({ szdqhdm = '', bmdm = '', gmsfhm, tyshxydm }: Row): string =>
  `${backwards(szdqhdm.slice(0, 6))} ${bmdm} ${backwards(gmsfhm ?? tyshxydm ?? '')}`;

const earliest = (days: readonly string[]): string | null => days.toSorted()[0] ?? null;
