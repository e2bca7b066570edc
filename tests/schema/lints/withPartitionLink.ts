const HEAD = `
extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.9"
    import: [
      "@key", "@composeDirective", "@inaccessible", "@external", "@shareable", "@requires", "@override", "@interfaceObject"
    ]
  )
  @link(url: "https://specs.tongban.dev/partition/v1.0", import: ["@partition", "@local"])
  @composeDirective(name: "@partition")
  @composeDirective(name: "@local")
directive @partition(by: String!) on OBJECT
directive @local on FIELD_DEFINITION
"行政区划代码"
scalar DivisionCode
"密封身份"
scalar SealedIdentity @inaccessible
"时刻"
scalar DateTime
`;

/** A subgraph body below the links, directives and scalars that every subgraph of these tests has. */
export const withPartitionLink = (body: string): string => `${HEAD}${body}`;
