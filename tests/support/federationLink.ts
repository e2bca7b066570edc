/** The head of a Federation 2 subgraph, with every directive that tests use. */
export const federationLink = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject",
  "@authenticated", "@requiresScopes", "@policy", "@tag", "@context", "@fromContext"
])
`;
