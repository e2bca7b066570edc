import { dataExchange } from './dialects/data-exchange/dataExchange.ts';
import { exchangeTable } from './dialects/exchange-table/exchangeTable.ts';
import { fileDrop } from './dialects/file-drop/fileDrop.ts';
import { gbkXml } from './dialects/gbk-xml/gbkXml.ts';
import { nationalCipher } from './dialects/national-cipher/nationalCipher.ts';
import { pinyinRest } from './dialects/pinyin-rest/pinyinRest.ts';
import type { ExchangeDialect } from './exchange/ExchangeDialect.ts';
import type { Site } from './Site.ts';
import { FUND_CENTRES } from './world/fundCentres.ts';
import { SANDBOX_PROVINCES } from './world/provinces.ts';

/** Small centres, which answer no calls: both sides leave rows or files for one another. */
const EXCHANGES: ReadonlyMap<string, ExchangeDialect> = new Map([
  ['social-insurance/460000', fileDrop],
  ['social-insurance/620000', exchangeTable],
  ['social-insurance/630000', exchangeTable],
  ['social-insurance/650000', fileDrop],
  ['housing-fund/360000', exchangeTable],
  ['housing-fund/450900', fileDrop],
  ['housing-fund/510300', exchangeTable],
  ['housing-fund/640000', fileDrop],
]);

/** All systems: three departments of 31 provinces, and the housing fund centres of five cities. */
export function listSites(): readonly Site[] {
  const ordinals = new Map<Site['dialect'], number>();
  const takeOrdinal = (dialect: Site['dialect']): number => {
    const ordinal = ordinals.get(dialect) ?? 0;
    ordinals.set(dialect, ordinal + 1);
    return ordinal;
  };
  const site = (department: string, jurisdiction: string, usual: Site['dialect']): Site => {
    const id = `${department}/${jurisdiction}`;
    // A place that exchanges keeps its number among the others, so that theirs, and so their options, stay.
    const usualOrdinal = takeOrdinal(usual);
    const dialect = EXCHANGES.get(id) ?? usual;
    const ordinal = dialect === usual ? usualOrdinal : takeOrdinal(dialect);
    return { id, department, jurisdiction, dialect, ordinal };
  };
  return [
    ...SANDBOX_PROVINCES.map(({ code }) => site('public-security', code, dataExchange)),
    // Every second province has moved to the newer dialect; 430000 still speaks the old one, 440000 the new one.
    ...SANDBOX_PROVINCES.map(({ code }, index) =>
      site('social-insurance', code, index % 2 === 1 ? gbkXml : nationalCipher),
    ),
    ...FUND_CENTRES.map(({ code }) => site('housing-fund', code, pinyinRest)),
  ];
}
