/** Everything one citizen has, as a portal's page asks for it. */
export const PORTAL_PAGE = /* GraphQL */ `
  query PortalPage {
    me {
      id
      kind
      maskedName
      maskedNumber
      publicSecurity {
        jurisdiction
        division { code name }
        asOf
        hukou {
          asOf
          booklet { number kind }
          address
          division
          headOfHousehold { maskedName }
          relationToHead
          registeredOn
          members { maskedName relationToHead }
          migrationHistory { origin destination migratedOn ground }
        }
        identityCard { asOf kind validFrom validUntil longTerm issuingOrgan lossState }
        residencePermit { asOf number address issuedOn validUntil issuingOrgan state }
        vehicles { asOf plateNumber plateKind model registeredOn inspectionValidUntil state }
      }
      socialInsurance {
        jurisdiction
        division { name }
        asOf
        enrollments { scheme state employerName enrolledOn contributionMonths }
        contributions(first: 5) {
          asOf
          nodes { month scheme contributionBase personalAmount employerAmount }
          endCursor
          hasNextPage
        }
        pensionAccount { asOf balance creditedThisYear contributionMonths openedIn }
        benefits { asOf kind state monthlyAmount startedIn lastPaidIn }
        socialSecurityCard { asOf maskedNumber issuedOn bank state }
        eligibilityCheck { asOf state lastCheckedOn dueOn }
      }
      housingFund {
        jurisdiction
        division { name }
        asOf
        centerName
        accounts {
          accountNumber
          asOf
          state
          balance
          depositBase
          personalRatio
          employerRatio
          monthlyDeposit
          paidThrough
          openedOn
          closedOn
          depositingEmployer { name maskedNumber }
          deposits(first: 3) { asOf nodes { month kind amount recordedOn } endCursor hasNextPage }
        }
        loans {
          asOf
          contractNumber
          state
          principal
          outstanding
          annualRate
          startedOn
          termMonths
          overdueAmount
          overdueInstallments
          schedule(first: 2) { number dueOn principal interest }
        }
        withdrawals(first: 3) { asOf nodes { ground amount withdrawnOn accountNumber } endCursor hasNextPage }
      }
    }
  }
`;
