import type { PlaygroundSettings } from './PlaygroundSettings.ts';

/** What a tab of the editor begins with. */
export interface ExampleTab {
  readonly query: string;
  readonly headers: string;
  readonly variables?: string;
}

/**
 * The tabs a first visitor finds: a portal's page, the same with one place down, 31 provinces, all eight dialects, the
 * counter's page, handing in a case, the same with typed fields, seeing what happens to it, following it, a clerk's work list, the
 * catalogue and its rules.
 */
export function exampleTabs({ tokens, sampleHolders }: PlaygroundSettings): ExampleTab[] {
  return [
    { query: PORTAL_PAGE, headers: authorization(tokens.citizen) },
    { query: ONE_PROVINCE_DOWN, headers: authorization(tokens.citizen) },
    { query: ALL_PROVINCES, headers: authorization(tokens.allProvinces) },
    { query: SEVEN_DIALECTS, headers: authorization(tokens.sevenDialects) },
    {
      query: CLERK_PAGE,
      headers: authorization(tokens.clerk),
      variables: JSON.stringify({ ids: sampleHolders.slice(0, 10) }, null, 2),
    },
    {
      query: SUBMIT_CASE,
      headers: authorization(tokens.citizen),
      variables: JSON.stringify({ key: 'change-me-for-another-case' }, null, 2),
    },
    {
      query: TYPED_CASE,
      headers: authorization(tokens.citizen),
      variables: JSON.stringify({ key: 'change-me-for-another-certificate' }, null, 2),
    },
    { query: CASE_UPDATES, headers: authorization(tokens.citizen) },
    { query: MY_CASES, headers: authorization(tokens.citizen) },
    { query: WORK_LIST, headers: authorization(tokens.clerk) },
    { query: DESK, headers: authorization(tokens.clerk) },
    { query: CATALOGUE, headers: '' },
    { query: AVAILABILITY, headers: '' },
    { query: ALLIANCES, headers: '' },
    { query: DUE_DATE, headers: '' },
  ];
}

function authorization(token: string | undefined): string {
  return token === undefined ? '' : JSON.stringify({ authorization: `Bearer ${token}` }, null, 2);
}

const PORTAL_PAGE = `# 一个人在各地、各部门的全部记录,一次查询
# Everything one citizen has in several places and three
# departments, in one operation
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

const ONE_PROVINCE_DOWN = `# 一地中断,其余照常。先在终端执行:
# One place down, the others answer. In a terminal:
# npx tongban sandbox fault social-insurance/440000 refuse
# 中断之地为 null,原因在 errors 中。恢复:
# What is lost is null, the reason below "errors". Back:
# npx tongban sandbox fault clear
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

const SEVEN_DIALECTS = `# 八种接口方言,一次查询:公安业务协同总线、数据交换平台、
# GBK XML、国密接口、结算节点、前置库、文件交换、拼音接口
# One citizen's records at systems that speak all eight
# dialects, in one operation.
# 总线、前置库、文件交换不能即时应答,只答其已推送的数据:
# 启动数秒内可能为 JURISDICTION_UNAVAILABLE,
# 按 retryAfter 重试即可
# Some of them cannot be asked in the moment: until they
# have sent, their entry below "errors" says when to ask
# again.
query SevenDialects {
  me {
    maskedName
    publicSecurity {
      division { name } # 浙江:协同总线 · 湖南、广东:数据交换
      asOf
      hukou { address registeredOn migrationHistory { origin destination migratedOn } }
      residencePermit { address validUntil state }
      vehicles { plateNumber state }
    }
    socialInsurance {
      division { name } # 湖南:GBK XML · 广东:国密 · 海南:文件交换 · 甘肃:前置库
      asOf
      enrollments { scheme state contributionMonths }
      pensionAccount { balance }
    }
    housingFund {
      division { name } # 浙江:结算节点 · 常德:拼音接口 · 玉林:文件交换 · 自贡:前置库
      asOf
      centerName
      accounts { accountNumber state balance }
      loans { outstanding }
    }
  }
}
`;

const CLERK_PAGE = `# 窗口人员按持有人编号查询(编号在 Variables 中);
# 普通公民会得到 FORBIDDEN
# A counter clerk looks holders up by id (see Variables); a
# citizen gets FORBIDDEN
query ClerkPage($ids: [ID!]!) {
  persons(ids: $ids) {
    id
    maskedName
    housingFund { division { name } accounts { state balance } }
  }
}
`;

const SUBMIT_CASE = `# 办件:在广东提交、常德公积金中心办理的租房提取;同一幂等键
# (Variables)再次提交,仍是同一办件
# A case: handed in in Guangdong, decided and paid in
# Changde. The same key again is the same case.
mutation SubmitCase($key: String!) {
  submitCase(input: {
    item: "fund-withdraw-rent", acceptingDivision: "440000", owningDivision: "430700", channel: PORTAL,
    form: { rentAddress: "某市某路1号", amount: "1200.00", bankName: "某银行", bankAccountNumber: "6222000000000000" },
    idempotencyKey: $key
  }) {
    case { id caseNumber version status item { name } procedure { name steps { key name role performer } } }
  }
}
`;

const TYPED_CASE = `# 同样的提交,字段有类型:输入时即有提示和校验。
# 开具住房公积金个人住房贷款全部还清证明
# The same with typed fields, which the editor completes
# and checks: one mutation for each of 31 items.
mutation LoanSettlementCertificate($key: String!) {
  requestLoanSettlementCertificate(input: {
    acceptingDivision: "440000", owningDivision: "430700", channel: PORTAL,
    form: { contractNumber: "HT-0001", purpose: "注销抵押" },
    idempotencyKey: $key
  }) {
    case { id caseNumber status item { name } form }
  }
}
`;

const CASE_UPDATES = `# 办件动态:先运行本页,再在另一窗口的 SubmitCase 页
# 提交办件,变化随即出现在这里(在本窗口换页会结束订阅)
# Run this, then hand in a case from tab SubmitCase of a
# second window: what happens to it appears here.
# Going to another tab of this one ends the subscription.
subscription CaseUpdates {
  caseUpdated {
    cursor
    case { caseNumber version status outcome item { name } parties { role holder { maskedName } } }
  }
}
`;

const MY_CASES = `# 我的办件:进度、结果、期限
# My cases: what happened, what places brought, by when
query MyCases {
  me {
    cases(first: 10) {
      nodes {
        id caseNumber version status outcome
        item { name }
        acceptingDivision { name }
        owningDivision { name }
        deadline { dueOn provisional signal }
        timeline { at event stepName division { shortName } code reason }
        outputs { step name value }
      }
    }
  }
}
`;

const WORK_LIST = `# 窗口待办列表(广东):先到期的在前
# A clerk's work list in Guangdong, what is due first
# before the others
query WorkList {
  workList(division: "440000", first: 10) {
    nodes { id caseNumber version status item { name } owningDivision { name } deadline { dueOn signal } }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const DESK = `# 窗口:收到的业务协查、待答复的差评整改
# What other offices ask the housing fund of Hunan, and the
# bad ratings that it has to answer for
query Desk {
  inquiries(division: "430000", direction: RECEIVED, department: HOUSING_FUND, first: 10) {
    nodes { id askingDivision { name } question case { caseNumber } deadline { dueOn signal } }
  }
  corrections(division: "430000", first: 10) {
    nodes { grade openedAt case { id version caseNumber item { name } } deadline { dueOn signal } }
  }
}
`;

const CATALOGUE = `# 事项清单(参考目录):按关键词、业务领域、服务对象检索,
# 未知之处为空
# The reference catalogue of cross-province items: search,
# and where each row comes from
query Catalogue {
  catalogue { version title notice validFrom itemCount verifiedItemCount }
  serviceItems(filter: { text: "身份证", category: "公安", subject: PERSON }, first: 10) {
    totalCount
    nodes {
      code name aliases modes { mode } verified
      channels { kind name }
      provenance { source confidence }
      citations { quote }
    }
    pageInfo { hasNextPage endCursor }
  }
  divisions(level: PROVINCE) { code name englishName }
}
`;

const AVAILABILITY = `# 可办情况:茂名→玉林 与 玉林→茂名 是两个不同的问题;
# 按日期回答,附依据原文
# Availability is directed and dated: 茂名 for 玉林 is not
# 玉林 for 茂名; each answer carries the words it rests on
query Availability {
  maomingForYulin: availability(
    item: "hukou-certificate", acceptingDivision: "4409", owningDivision: "4509", on: "2020-12-01"
  ) { ...Answer }
  yulinForMaoming: availability(
    item: "hukou-certificate", acceptingDivision: "4509", owningDivision: "4409", on: "2020-12-01"
  ) { ...Answer }
  # 成都不办理,自贡办理 · not in 成都, but in 自贡
  firstIdCard: availability(
    item: "first-id-card", acceptingDivision: "5101", owningDivision: "11", on: "2023-03-01"
  ) { ...Answer }
}

fragment Answer on Availability {
  status
  reason
  beginsOn
  basis
  verified
  quotes
  modes { mode authority }
  deadline { kind workingDays citation { quote } }
  possible { alliance { name quotes } scope { text itemCount } }
  instead { kind acceptingPlace { name } beginsOn nationalList { name } grant { alliance { name } } }
}
`;

const ALLIANCES = `# 区域通办:成员按日期加入(广西 2022 年 5 月加入西南);
# 山西同属两个不动产登记联盟
# Alliances with dated members; 山西 is in two of them
# about property
query Alliances {
  southWest: alliance(id: "south-west") {
    name
    formerNames { name until { stated } }
    members { division { shortName } from { stated precision } }
    quotes
  }
  shanxi: alliances(member: "14", on: "2024-11-20") {
    id name kind pairing hub { shortName } startsOn { stated } scope { text itemCount } note
  }
  referenceValues(topic: HOUSING_FUND) { name value unit asOf { stated } quote note }
}
`;

const DUE_DATE = `# 办结期限:按业务属地的工作日计算,
# 国庆假期、调休和补正中止均已考虑
# A due date counts working days of the owning place, with
# holidays, make-up days and a pause for supplement
query DueDate {
  dueDate(
    item: "hukou-move-spouse", acceptedOn: "2026-09-25", division: "2101", acceptingDivision: "2201"
    pauses: [{ from: "2026-09-28", to: "2026-09-30" }]
  ) {
    dueOn provisional countingRule coveredThrough
    deadline { kind workingDays citation { quote } }
  }
  workingDayCalendar(division: "54", from: "2026-09-20", to: "2026-10-11") {
    workingDays missingHolidays
    days { date kind name source }
  }
}
`;
