import { TongbanError } from '../../../domain/TongbanError.ts';
import type { GraphqlParameters } from '../graphql/GraphqlParameters.ts';
import type { AutomaticDocuments } from './AutomaticDocuments.ts';
import type { DocumentMode } from './documentSettings.ts';
import { hashDocument } from './hashDocument.ts';
import type { TrustedDocuments } from './TrustedDocuments.ts';

/** Read at every request: all of it may be changed while the gateway runs. */
export interface DocumentGateOptions {
  /** The documents that are approved at this moment. */
  readonly trusted: () => TrustedDocuments;
  readonly mode: DocumentMode;
  /** `null`: clients register nothing. */
  readonly automatic: AutomaticDocuments | null;
  /** Told once of each text that no manifest holds, in the mode `log`. */
  readonly onUntrusted: (hash: string, portal: string) => void;
}

/** The document that a request means. */
export interface FoundDocument {
  readonly text: string;
  /** Of an approved document; `null` for any other. */
  readonly documentId: string | null;
  /** Under which the text is to be registered once it is admitted. */
  readonly registerAs: string | null;
}

const HASH = /^[0-9a-f]{64}$/;
/** Texts that were told of already; more are told again. */
const TOLD = 10_000;

/** Says which document a request means, and refuses those that are not approved before anybody parses them. */
export class DocumentGate {
  readonly #options: DocumentGateOptions;
  readonly #told = new Set<string>();

  constructor(options: DocumentGateOptions) {
    this.#options = options;
  }

  /**
   * @param portal - of the caller, `''` for none.
   * @throws {TongbanError} OPERATION_NOT_TRUSTED; PERSISTED_QUERY_NOT_FOUND or PERSISTED_QUERY_NOT_SUPPORTED for an id that
   *   means nothing here; BAD_REQUEST for a hash that is not the text's. It rejects with the same.
   */
  find({ query, documentId }: GraphqlParameters, portal: string): FoundDocument | Promise<FoundDocument> {
    if (query !== undefined) return this.#judge(query, documentId, portal);
    const id = documentId ?? '';
    const known = this.#options.trusted().findById(id, portal);
    if (known !== undefined) return { text: known.text, documentId: known.id, registerAs: null };
    return this.#findRegistered(id, portal);
  }

  /** Keeps a document that was admitted, where its client wants that. */
  register({ text, registerAs }: FoundDocument): void {
    if (registerAs !== null) this.#options.automatic?.register(registerAs, text);
  }

  #judge(text: string, id: string | undefined, portal: string): FoundDocument {
    const { mode, automatic } = this.#options;
    const trusted = this.#options.trusted();
    const known = trusted.findByText(text, portal);
    // A text may be approved under several ids.
    const isItsOwn = id === undefined || (known !== undefined && trusted.findById(id, portal)?.text === text);
    const hash = isItsOwn ? null : plainHash(id);
    if (hash !== null && hash !== hashDocument(text)) {
      throw new TongbanError('BAD_REQUEST', 'provided sha does not match query');
    }
    if (known !== undefined) return { text: known.text, documentId: known.id, registerAs: null };
    if (mode === 'enforce') throw notTrusted();
    if (mode === 'log') this.#tell(text, portal);
    return { text, documentId: null, registerAs: automatic === null ? null : hash };
  }

  async #findRegistered(id: string, portal: string): Promise<FoundDocument> {
    const { mode, automatic, trusted } = this.#options;
    if (mode === 'enforce') throw notTrusted();
    if (automatic === null && trusted().size === 0) {
      throw new TongbanError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
    }
    const hash = plainHash(id);
    const text = HASH.test(hash) ? await automatic?.find(hash) : undefined;
    if (text === undefined) throw new TongbanError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
    if (mode === 'log') this.#tell(text, portal);
    return { text, documentId: null, registerAs: null };
  }

  #tell(text: string, portal: string): void {
    const hash = hashDocument(text);
    if (this.#told.has(hash)) return;
    if (this.#told.size >= TOLD) this.#told.clear();
    this.#told.add(hash);
    this.#options.onUntrusted(hash, portal);
  }
}

const plainHash = (id: string): string => (id.startsWith('sha256:') ? id.slice(7) : id).toLowerCase();

const notTrusted = () =>
  new TongbanError(
    'OPERATION_NOT_TRUSTED',
    'This gateway answers approved operations only; have this one added to the manifest',
  );
