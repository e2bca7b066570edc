/** One HTTP request to the gateway. */
export interface HostileRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether the answer has to repeat it, because the client gave it as a name of its own. */
  readonly isEchoed?: true;
}

/** Requests of careless portals, with a number or a name in every part that may end up in a log or in an answer. */
export function hostileRequests(number: string, name: string): readonly HostileRequest[] {
  const digits = `q${number}`;
  return [
    ...[
      `{ ${digits}: me { ${digits}: id } }`,
      `{ ${digits}: me { ${digits}: publicSecurity(in: ["x"]) { jurisdiction } } }`,
      `{ ${digits}: person(id: "${number}") { ${digits}: housingFund { withdrawals(first: 1000) { asOf } } } }`,
    ].map((query) => ({ ...post({ query }), isEchoed: true as const })),
    ...[
      `query ${digits} { me { id } }`,
      `{ person(id: "${name}") { id } persons(ids: ["${number}", "${name}"]) { id } }`,
      `{ person(id: { a: "${name}" }) { id } }`,
      `{ person(id: ["${number}"]) { id } }`,
      `{ person(id: "${number}\n") { id } }`,
      `{ me { publicSecurity(in: ["${number}"]) { jurisdiction } } }`,
      `{ me { publicSecurity(in: ["${name}"]) { jurisdiction } } }`,
      `{ me { publicSecurity(in: { a: "${number}" }) { jurisdiction } } }`,
      `{ me { publicSecurity(in: [["${name}"], ${number}, 1.5]) { jurisdiction } } }`,
      `{ me { socialInsurance { contributions(first: ${number}) { asOf } } } }`,
      `{ me { socialInsurance { contributions(scheme: "${number}") { asOf } } } }`,
      `{ me { socialInsurance { contributions(scheme: X${number}) { asOf } } } }`,
      `{ me { housingFund { withdrawals(after: "${name}") { asOf } } } }`,
      `{ division(code: "${number}") { name } serviceItem(code: "${name}") { name } }`,
      `{ me @include(if: "${number}") { id } }`,
      `{ me { ${number} } }`,
      `{ ${name} }`,
    ].map((query) => post({ query })),
    post({ query: '{ me { id } }', operationName: digits }),
    post({ query: '{ me { id } }', extensions: { persistedQuery: { version: 1, sha256Hash: number } } }),
    post({
      query: 'query ($ids: [ID!]!) { persons(ids: $ids) { id } }',
      variables: { ids: [number, [name]] },
    }),
    post({
      query: 'query ($n: Int!) { me { housingFund { withdrawals(first: $n) { asOf } } } }',
      variables: { n: number },
    }),
    post({ query: { [number]: name } }),
    { ...post({}), body: `{"query": "${number}` },
    post({ query: '{ me { id } }' }, { 'x-request-id': number }),
    post({ query: '{ me { nothing } }' }, { 'x-request-id': `portal-${number}-1` }),
    post({ query: '{ me { id } }' }, { authorization: `Bearer ${number}` }),
    post({ query: '{ me { id } }' }, { 'apollographql-client-name': number, 'accept-language': number }),
    post({ query: '{ me { id } }' }, { 'content-type': `application/${number}` }),
    get(`/graphql?${new URLSearchParams({ query: `{ person(id: "${number}") { id } }` })}`),
    get(`/graphql?query=${number}&operationName=${encodeURIComponent(name)}`),
    get(`/${number}/${encodeURIComponent(name)}`),
  ];
}

function post(body: object, headers: Readonly<Record<string, string>> = {}): HostileRequest {
  return {
    url: '/graphql',
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

const get = (url: string): HostileRequest => ({ url, method: 'GET', headers: {} });
