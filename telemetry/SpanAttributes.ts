/**
 * All that a span may say. The list is closed, so that nothing personal can come into a trace by accident: no text of a
 * document, no variable, no message, no address.
 */
export interface SpanAttributes {
  /** `query`, `mutation` or `subscription`. */
  readonly 'graphql.operation.type'?: string | undefined;
  readonly 'graphql.operation.name'?: string | undefined;
  /** SHA-256, hexadecimal: finds the text among those that are known. */
  readonly 'graphql.document.hash'?: string | undefined;
  readonly 'http.response.status_code'?: number | undefined;
  readonly 'tongban.portal'?: string | undefined;
  readonly 'tongban.request.id'?: string | undefined;
  readonly 'tongban.service'?: string | undefined;
  readonly 'tongban.jurisdiction'?: string | undefined;
  /** What is asked of a subgraph: `root` or `entities`; of a system: the adapter's name for it. */
  readonly 'tongban.call'?: string | undefined;
  /** Codes of errors, with commas. */
  readonly 'error.type'?: string | undefined;
}
