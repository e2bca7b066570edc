import { hashDocument } from './hashDocument.ts';
import type { ManifestEntry } from './readManifest.ts';

/** An approved document. */
export interface TrustedDocument {
  readonly id: string;
  readonly text: string;
}

/** The content of a manifest, and for whom it is. */
export interface Manifest {
  /** `null`: for everybody. */
  readonly portal: string | null;
  readonly entries: readonly ManifestEntry[];
}

interface Approval extends TrustedDocument {
  isForAll: boolean;
  readonly portals: Set<string>;
}

/** All documents that are approved at one moment. */
export class TrustedDocuments {
  readonly #byText = new Map<string, Approval>();
  /** Given ids of one portal may be those of another's documents. */
  readonly #byId = new Map<string, Approval[]>();

  constructor(manifests: readonly Manifest[]) {
    for (const { portal, entries } of manifests) {
      for (const entry of entries) this.#add(entry, portal);
    }
  }

  /** Texts, each counted once. */
  get size(): number {
    return this.#byText.size;
  }

  /**
   * @param id - as the manifest gives it, or the SHA-256 of the text; either may stand behind `sha256:`.
   * @param portal - `''` for a caller without one.
   */
  findById(id: string, portal: string): TrustedDocument | undefined {
    const plain = id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id;
    const approvals = this.#byId.get(id) ?? this.#byId.get(plain) ?? this.#byId.get(plain.toLowerCase());
    return approvals?.find((approval) => isFor(approval, portal));
  }

  findByText(text: string, portal: string): TrustedDocument | undefined {
    const approval = this.#byText.get(text);
    return approval !== undefined && isFor(approval, portal) ? approval : undefined;
  }

  #add({ id, text }: ManifestEntry, portal: string | null): void {
    const known = this.#byText.get(text);
    const approval = known ?? { id, text, isForAll: false, portals: new Set<string>() };
    this.#byText.set(text, approval);
    if (portal === null) approval.isForAll = true;
    else approval.portals.add(portal);
    for (const name of new Set([id, hashDocument(text)])) {
      const others = this.#byId.get(name) ?? [];
      if (!others.includes(approval)) this.#byId.set(name, [...others, approval]);
    }
  }
}

const PREFIX = 'sha256:';

const isFor = ({ isForAll, portals }: Approval, portal: string): boolean => isForAll || portals.has(portal);
