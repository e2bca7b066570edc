import { collaborationBus } from './dialects/collaboration-bus/collaborationBus.ts';
import { dataExchange } from './dialects/data-exchange/dataExchange.ts';
import { gbkXml } from './dialects/gbk-xml/gbkXml.ts';
import { nationalCipher } from './dialects/national-cipher/nationalCipher.ts';
import { pinyinRest } from './dialects/pinyin-rest/pinyinRest.ts';
import type { SandboxDialect } from './SandboxDialect.ts';
import type { Site } from './Site.ts';
import { FUND_CENTRES } from './world/fundCentres.ts';
import { SANDBOX_PROVINCES } from './world/provinces.ts';

/** Provinces whose public security is reached over a collaboration bus; all others have the data exchange. */
const BUS_PROVINCES = ['310000', '330000', '350000', '510000', '520000', '610000', '640000'];

/** The national platform has no division of its own; the capital's code stands for it. */
const NATIONAL = '110000';

/**
 * All systems: three departments of 31 provinces, the housing fund centres of five cities, and the national index of
 * where records lie.
 */
export function listSites(): readonly Site[] {
  const ordinals = new Map<SandboxDialect, number>();
  const site = (department: string, jurisdiction: string, dialect: SandboxDialect): Site => {
    const ordinal = ordinals.get(dialect) ?? 0;
    ordinals.set(dialect, ordinal + 1);
    return { id: `${department}/${jurisdiction}`, department, jurisdiction, dialect, ordinal };
  };
  return [
    // A province on the bus keeps its number among the others, so that nobody's options change with it.
    ...SANDBOX_PROVINCES.map(({ code }) => {
      const exchange = site('public-security', code, dataExchange);
      const ordinal = BUS_PROVINCES.indexOf(code);
      return ordinal < 0 ? exchange : { ...exchange, dialect: collaborationBus, ordinal };
    }),
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
