import type { SourceFile } from '../../definition/document.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { deployVersion, type ManageHost } from './deploy-version.js'
import type { VersionManagement } from './manage-calls.js'
import { retireVersion } from './retire-version.js'
import { SourceChecker } from './source-checker.js'

/** What is done about versions beside the files the node runs with, which change with its folder. */
export class VersionManager {
  readonly #checker = new SourceChecker()
  #files: readonly SourceFile[]

  constructor(files: readonly SourceFile[] = []) {
    this.#files = files
  }

  replace(files: readonly SourceFile[] = []): void {
    this.#files = files
  }

  /** Ends the check under way. */
  stop(): Promise<void> {
    return this.#checker.stop()
  }

  calls({
    catalogue,
    ...parts
  }: Omit<ManageHost, 'isCurrent' | 'changed'> & {
    readonly catalogue: ProcessCatalogue
  }): VersionManagement {
    const host: ManageHost = {
      ...parts,
      isCurrent: (hash) => catalogue.isCurrent(hash),
      changed: () => catalogue.refresh(parts.store.read, { anew: true }),
    }
    return {
      checkVersion: (source) => this.#checker.check({ folder: this.#files, source }),
      deployVersion: (checked, request) => deployVersion(host, checked, request),
      retireVersion: (process, request) => retireVersion(host, process, request),
    }
  }
}
