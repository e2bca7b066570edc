import { collaborationBus } from './dialects/collaboration-bus/collaborationBus.ts';
import { dataExchange } from './dialects/data-exchange/dataExchange.ts';
import { exchangeTable } from './dialects/exchange-table/exchangeTable.ts';
import { fileDrop } from './dialects/file-drop/fileDrop.ts';
import { gbkXml } from './dialects/gbk-xml/gbkXml.ts';
import { nationalCipher } from './dialects/national-cipher/nationalCipher.ts';
import { pinyinRest } from './dialects/pinyin-rest/pinyinRest.ts';
import { settlementNode } from './dialects/settlement-node/settlementNode.ts';
import type { Site } from './Site.ts';
import { FUND_CENTRES } from './world/fundCentres.ts';
import { SANDBOX_PROVINCES } from './world/provinces.ts';

/** Systems that talk otherwise than is usual in their department. */
const OTHERS: ReadonlyMap<string, Site['dialect']> = new Map<string, Site['dialect']>([
  ...places('public-security', collaborationBus, [
    '310000',
    '330000',
    '350000',
    '510000',
    '520000',
    '610000',
    '640000',
  ]),
  ...places('social-insurance', exchangeTable, ['620000', '630000']),
  ...places('social-insurance', fileDrop, ['460000', '650000']),
  ...places('housing-fund', settlementNode, ['330000', '350000', '370000', '420000', '460000', '620000']),
  ...places('housing-fund', exchangeTable, ['360000', '510300']),
  ...places('housing-fund', fileDrop, ['450900', '640000']),
]);

/** The national platform has no division of its own; the capital's code stands for it. */
const NATIONAL = '110000';

/**
 * All systems: three departments of 31 provinces, the housing fund centres of five cities, and the national index of
 * where records lie.
 */
export function listSites(): readonly Site[] {
  const ordinals = new Map<Site['dialect'], number>();
  const takeOrdinal = (dialect: Site['dialect']): number => {
    const ordinal = ordinals.get(dialect) ?? 0;
    ordinals.set(dialect, ordinal + 1);
    return ordinal;
  };
  const site = (department: string, jurisdiction: string, usual: Site['dialect']): Site => {
    const id = `${department}/${jurisdiction}`;
    // A place that talks otherwise keeps its number among the usual ones, so that theirs, and so their options, stay.
    const usualOrdinal = takeOrdinal(usual);
    const dialect = OTHERS.get(id) ?? usual;
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
    // Not numbered among the places, so that nobody's options depend on it.
    {
      id: `record-index/${NATIONAL}`,
      department: 'record-index',
      jurisdiction: NATIONAL,
      dialect: dataExchange,
      ordinal: 0,
    },
  ];
}

function places(department: string, dialect: Site['dialect'], jurisdictions: readonly string[]) {
  return jurisdictions.map((jurisdiction) => [`${department}/${jurisdiction}`, dialect] as const);
}
