/** The smallest pair of subgraphs, as bodies, that has everything the lints look at and breaks none of them. */
export const validSubgraphs = {
  'housing-fund': `
    "公积金档案"
    type HousingFundRecord @key(fields: "jurisdiction holderId identity") @partition(by: "jurisdiction") {
      jurisdiction: DivisionCode!
      holderId: ID!
      identity: SealedIdentity! @inaccessible
      asOf: DateTime
      accounts(state: State): [HousingFundAccount!] @local
      limit: Limit
    }
    "公积金账户"
    type HousingFundAccount
      @key(fields: "jurisdiction holderId identity number")
      @partition(by: "jurisdiction") {
      jurisdiction: DivisionCode!
      holderId: ID!
      identity: SealedIdentity! @inaccessible
      number: ID!
      asOf: DateTime
      state: State
    }
    "额度"
    type Limit {
      reasons: [String!]
    }
    "状态"
    enum State {
      ACTIVE
      UNKNOWN
    }
  `,
  people: `
    type Query {
      "本人"
      me: Holder
    }
    "持有人"
    type Holder @key(fields: "id") {
      id: ID!
      name: String!
      housingFund: [HousingFundRecord]!
    }
    type HousingFundRecord @key(fields: "identity holderId jurisdiction") {
      jurisdiction: DivisionCode!
      holderId: ID!
      identity: SealedIdentity! @inaccessible
      place: String!
    }
  `,
} as const;
