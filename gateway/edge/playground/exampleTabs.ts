import type { PlaygroundSettings } from './readSettings.ts';

interface ExampleTab {
  readonly query: string;
  readonly headers: string;
  readonly variables?: string;
}

/** The tabs a first visitor finds: a portal's page, the same with one place down, 31 provinces, the catalogue. */
export function exampleTabs({ tokens, sampleHolders }: PlaygroundSettings): ExampleTab[] {
  return [
    { query: PORTAL_PAGE, headers: authorization(tokens.citizen) },
    { query: ONE_PROVINCE_DOWN, headers: authorization(tokens.citizen) },
    { query: ALL_PROVINCES, headers: authorization(tokens.allProvinces) },
    {
      query: CLERK_PAGE,
      headers: authorization(tokens.clerk),
      variables: JSON.stringify({ ids: sampleHolders.slice(0, 10) }, null, 2),
    },
    { query: CATALOGUE, headers: '' },
  ];
}

function authorization(token: string | undefined): string {
  return token === undefined ? '' : JSON.stringify({ authorization: `Bearer ${token}` }, null, 2);
}

const PORTAL_PAGE = `# 一个人在各地、各部门的全部记录,一次查询
# Everything one citizen has in several places and three departments, in one operation
query PortalPage {
  me {
    maskedName
    publicSecurity {
      division { name }
      asOf
      hukou { address registeredOn members { maskedName relationToHead } }
      identityCard { kind validUntil longTerm lossState }
      vehicles { plateNumber state }
    }
    socialInsurance {
      division { name }
      asOf
      enrollments { scheme state contributionMonths }
      contributions(first: 3) { nodes { month contributionBase personalAmount employerAmount } }
      socialSecurityCard { maskedNumber state }
    }
    housingFund {
      division { name }
      asOf
      accounts { accountNumber state balance depositingEmployer { name } }
      loans { outstanding overdueAmount }
    }
  }
}
`;

const ONE_PROVINCE_DOWN = `# 一地中断,其余照常:先在终端执行 npx tongban sandbox fault social-insurance/440000 refuse
# One place down, the others answer: run the command above in a terminal, then this query.
# The lost place is null and has its own entry below "errors": code, origin, jurisdiction, retryable.
query OneProvinceDown {
  me {
    socialInsurance {
      jurisdiction
      division { name }
      asOf
      enrollments { scheme state }
    }
  }
}
`;

const ALL_PROVINCES = `# 一次查询 31 个省份
# One operation over 31 provinces
query AllProvinces {
  me {
    maskedName
    socialInsurance {
      division { shortName }
      asOf
      enrollments { scheme state contributionMonths }
    }
  }
}
`;

const CLERK_PAGE = `# 窗口人员按持有人编号查询(编号在 Variables 中);普通公民会得到 FORBIDDEN
# A counter clerk looks holders up by id (see Variables); a citizen gets FORBIDDEN
query ClerkPage($ids: [ID!]!) {
  persons(ids: $ids) {
    id
    maskedName
    housingFund { division { name } accounts { state balance } }
  }
}
`;

const CATALOGUE = `# 事项清单(参考目录):按关键词、业务领域、服务对象检索,未知之处为空
# The reference catalogue of cross-province items: search, and where each row comes from
query Catalogue {
  catalogue { version title notice validFrom itemCount verifiedItemCount }
  serviceItems(filter: { text: "身份证", category: "公安", subject: PERSON }, first: 10) {
    totalCount
    nodes {
      code name aliases modes verified
      channels { kind name }
      provenance { source confidence }
      citations { quote }
    }
    pageInfo { hasNextPage endCursor }
  }
  divisions(level: PROVINCE) { code name englishName }
}
`;
