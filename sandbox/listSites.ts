import { dataExchange } from './dialects/data-exchange/dataExchange.ts';
import { gbkXml } from './dialects/gbk-xml/gbkXml.ts';
import { nationalCipher } from './dialects/national-cipher/nationalCipher.ts';
import { pinyinRest } from './dialects/pinyin-rest/pinyinRest.ts';
import { settlementNode } from './dialects/settlement-node/settlementNode.ts';
import type { SandboxDialect } from './SandboxDialect.ts';
import type { Site } from './Site.ts';
import { FUND_CENTRES } from './world/fundCentres.ts';
import { SANDBOX_PROVINCES } from './world/provinces.ts';

/** Housing fund centres that are reached as a settlement node; all others have pinyin REST. */
const SETTLEMENT_CENTRES = ['330000', '350000', '370000', '420000', '460000', '620000'];

/** All systems: three departments of 31 provinces, and the housing fund centres of five cities. */
export function listSites(): readonly Site[] {
  const ordinals = new Map<SandboxDialect, number>();
  const site = (department: string, jurisdiction: string, dialect: SandboxDialect): Site => {
    const ordinal = ordinals.get(dialect) ?? 0;
    ordinals.set(dialect, ordinal + 1);
    return { id: `${department}/${jurisdiction}`, department, jurisdiction, dialect, ordinal };
  };
  return [
    ...SANDBOX_PROVINCES.map(({ code }) => site('public-security', code, dataExchange)),
    // Every second province has moved to the newer dialect; 430000 still speaks the old one, 440000 the new one.
    ...SANDBOX_PROVINCES.map(({ code }, index) =>
      site('social-insurance', code, index % 2 === 1 ? gbkXml : nationalCipher),
    ),
    // A centre with a node keeps its number among the others, so that nobody's options change with it.
    ...FUND_CENTRES.map(({ code }) => {
      const rest = site('housing-fund', code, pinyinRest);
      const ordinal = SETTLEMENT_CENTRES.indexOf(code);
      return ordinal < 0 ? rest : { ...rest, dialect: settlementNode, ordinal };
    }),
  ];
}
