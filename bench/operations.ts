/** What is measured. */
export const OPERATIONS = {
  /** One citizen's records in all 31 provinces. */
  allProvinces: '{ me { socialInsurance { jurisdiction asOf enrollments { scheme state } } } }',
  /** The same citizen in one of them. */
  oneProvince: /* GraphQL */ `
    query One($place: DivisionCode!) {
      me { socialInsurance(in: [$place]) { jurisdiction asOf enrollments { scheme state } } }
    }
  `,
  /** What a counter clerk sees of up to 50 persons. */
  pageOfPersons: /* GraphQL */ `
    query Page($ids: [ID!]!) {
      persons(ids: $ids) {
        maskedName
        publicSecurity { jurisdiction asOf hukou { address } identityCard { validUntil } }
        socialInsurance { jurisdiction asOf enrollments { scheme state } pensionAccount { balance } }
        housingFund { jurisdiction asOf accounts { balance state } loans { outstanding } }
      }
    }
  `,
} as const;
