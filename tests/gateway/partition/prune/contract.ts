/** The newest release of an invented subgraph; older ones are cut out of it. */
export const CONTRACT_SDL = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])

type Record @key(fields: "jurisdiction holderId") {
  jurisdiction: String!
  holderId: ID!
  asOf: String
  level: String @external
  region: Region @external
  note(style: NoteStyle = LONG): String
  quota: String @requires(fields: "level region { code }")
  accounts(first: Int = 20, filter: AccountFilter, statuses: [Status!]): [Account!]
  summary: Summary
  owner: Owner
}
type Region { code: String }
type Account { number: ID! status: Status balance(unit: Unit = YUAN): String opened: String }
type Summary { months: Int total: String }
union Owner = Person | Firm
interface Named { name: String }
type Person implements Named { name: String age: Int }
type Firm implements Named { name: String seat: String }
type Permit @key(fields: "jurisdiction number") { jurisdiction: String! number: ID! validTo: String }
input AccountFilter { status: Status since: String deep: AccountFilter }
enum Status { OPEN SEALED CLOSED }
enum Unit { YUAN FEN }
enum NoteStyle { LONG SHORT }
`;
