import { formatBeijing } from '../../beijingTime.ts';
import type { SandboxDialect } from '../../SandboxDialect.ts';
import { FUND_CENTRES } from '../../world/fundCentres.ts';
import { BATCH_INTERFACES } from './batchInterfaces.ts';
import { centreHabits } from './CentreHabits.ts';
import type { FundInterface } from './FundInterface.ts';
import { fundSiteOptions } from './FundSiteOptions.ts';
import { createFundDesk } from './handling/createFundDesk.ts';
import { createFundHandling } from './handling/createFundHandling.ts';
import { PERSON_INTERFACES } from './personInterfaces.ts';
import { readJson } from './readJson.ts';
import { refuseSignature } from './refuseSignature.ts';
import { writeFundAnswer } from './writeFundAnswer.ts';

const BASE_PATH = '/gjj';

const INTERFACES: ReadonlyMap<string, FundInterface> = new Map(
  [...BATCH_INTERFACES, ...PERSON_INTERFACES].map((found) => [`${BASE_PATH}${found.path}`, found]),
);

/** Pinyin REST, spoken by housing fund centres: docs/dialects/pinyin-rest.md. */
export const pinyinRest: SandboxDialect = {
  name: 'pinyin-rest',
  basePath: BASE_PATH,

  createOptions: ({ jurisdiction, ordinal, derive }) => ({
    appId: `gjj-${jurisdiction}-${derive('app', 4).toString('hex')}`,
    appSecret: derive('secret', 24).toString('base64url'),
    ratioUnit: ordinal % 3 === 1 ? 'fraction' : 'percent',
    handling: 'offered',
  }),

  createDesk: (site) =>
    fundSiteOptions.parse(site.options).handling === 'offered' ? createFundDesk(site) : null,

  createSystem(site) {
    const options = fundSiteOptions.parse(site.options);
    const centreName = FUND_CENTRES.find(({ code }) => code === site.jurisdiction)?.name ?? '';
    const habits = centreHabits(site.jurisdiction, options.ratioUnit);

    const handle = createFundHandling(site, { habits, centreName });

    return (request, world, twist) => {
      const path = request.path.split('?')[0] ?? '';
      const called = INTERFACES.get(path);
      const handled = path.startsWith(BASE_PATH) ? handle(path.slice(BASE_PATH.length)) : null;
      if (called === undefined && handled === null) return writeFundAnswer('2009', twist);
      if (request.method !== 'POST') return { ...writeFundAnswer('2009', twist), status: 405 };
      const refusal = refuseSignature(request, options, site.clock());
      if (refusal !== null) return writeFundAnswer(refusal, twist);
      if (handled !== null) return handled(readJson(request.body), world, twist);
      if (called === undefined) return writeFundAnswer('2009', twist);
      const query = called.read(readJson(request.body));
      if (typeof query === 'string') return writeFundAnswer(query, twist, { operation: called.path });
      const { asked, part } = query;
      const noted = { operation: called.path, asked, ...(part === undefined ? {} : { part }) };
      if (twist.kind === 'error') return writeFundAnswer(twist.code ?? '9999', twist, noted);
      if (twist.kind === 'maintenance') return writeFundAnswer('3002', twist, noted);
      const files = asked.flatMap((number) => world.findHousingFundFile(site.jurisdiction, number) ?? []);
      const { beside, rows } = query.answer(files, habits);
      return writeFundAnswer('0000', twist, {
        ...noted,
        content: {
          JGMC: habits.column(centreName, 60),
          SJSJ: formatBeijing(world.dataTime(site.department, site.jurisdiction, site.clock())),
          ...beside,
          rows: twist.kind === 'stale-schema' ? rows.map((row) => aged(row, called)) : rows,
        },
      });
    };
  },
};

function aged(
  row: Readonly<Record<string, string>>,
  { newer, unknownCode }: FundInterface,
): Readonly<Record<string, string>> {
  const kept = Object.entries(row).filter(([field]) => !newer.includes(field));
  return {
    ...Object.fromEntries(kept),
    ...(unknownCode === null ? {} : { [unknownCode[0]]: unknownCode[1] }),
  };
}
