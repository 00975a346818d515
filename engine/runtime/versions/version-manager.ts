import type { SourceFile } from '../../definition/document.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { checkInThread } from './check-in-thread.js'
import { deployVersion, type ManageHost } from './deploy-version.js'
import type { VersionManagement } from './manage-calls.js'
import { retireVersion } from './retire-version.js'

/** What is done about versions beside the files the node runs with, which change with its folder. */
export class VersionManager {
  #files: readonly SourceFile[]

  constructor(files: readonly SourceFile[] = []) {
    this.#files = files
  }

  replace(files: readonly SourceFile[] = []): void {
    this.#files = files
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
      checkVersion: (source) => checkInThread({ folder: this.#files, source }),
      deployVersion: (checked, request) => deployVersion(host, checked, request),
      retireVersion: (process, request) => retireVersion(host, process, request),
    }
  }
}
