import type { Organisation } from '../../definition/checked-workflows.js'
import type { Store } from '../../store/port.js'
import { systemClock } from '../ports.js'
import { OrganisationDirectory } from '../organisation-directory.js'
import { ProcessCatalogue } from '../process-catalogue.js'
import { papersOf, printedPaper, type PaperReads, type ToldPaper } from './read-papers.js'

/** Papers of one case in a database beside which no engine runs here. */
export interface DatabasePapers {
  readonly instance: string
  readonly papers: readonly ToldPaper[]
  /** As `Engine.printPaper`. */
  print(paper: string, number?: string): Promise<string | undefined>
}

/**
 * The papers of a case by its number or id; versions are compiled from the database. Changes nothing. `undefined` when
 * there is no such case. People stand on paper by the names the organisation has for them, without one by their ids.
 */
export async function databasePapers(
  { read }: Pick<Store, 'read'>,
  name: string,
  organisation?: Organisation,
): Promise<DatabasePapers | undefined> {
  const catalogue = new ProcessCatalogue()
  const book = organisation && new OrganisationDirectory(organisation, () => systemClock.now())
  const people = book && { people: () => book.candidates(), party: (id: string) => book.party(id) }
  const reads: PaperReads = {
    read,
    version: (hash) => catalogue.version(read, hash),
    files: { read: (id) => keptFile(read, id) },
    ...(people && { book: people }),
  }
  const instance = (await read.instance(name)) ? name : await byNumber(read, name)
  const papers = instance === undefined ? undefined : await papersOf(reads, instance)
  if (instance === undefined || !papers) return undefined
  return { instance, papers, print: (paper, number) => printedPaper(reads, instance, { paper, number }) }
}

async function byNumber(read: Store['read'], name: string): Promise<string | undefined> {
  const { items } = await read.instances({ q: name }, { limit: 50 })
  return items.find(({ number }) => number === name)?.id
}

/** A file whose content the database keeps; what lies in a folder is not at hand here. */
async function keptFile(read: Store['read'], id: string): ReturnType<PaperReads['files']['read']> {
  const attachment = await read.attachment(id)
  const content = attachment && (await read.attachmentContent(attachment.sha256))
  return content && { attachment, content }
}
