import {
  askOnce,
  attachmentUseKey,
  FactNeeded,
  factsAfter,
  sameValuesOf,
  voucherKey,
  voucherOf,
  withFacts,
  type AskedFacts,
} from '../core/index.js'
import type { Candidate, FactRequest, Facts } from '../core/command.js'
import type { Advanced } from '../core/step-result.js'
import type { FactSource, HeldFacts } from '../store/port.js'

/** Where the facts of a step come from: rows that cases share, and the people of the directory. */
export interface FactSources {
  readonly rows: FactSource
  people(): Promise<readonly Candidate[]>
}

/** The facts of one transaction: they grow as steps ask for them, and follow what the steps change. */
export class StepFacts {
  readonly #sources: FactSources
  #facts: Facts

  /** Begins with what the transaction has at hand, so that a step need not be taken again to ask for it. */
  constructor(sources: FactSources, world: Facts) {
    const held = sources.rows.held?.()
    this.#sources = sources
    this.#facts = held ? withFacts(world, heldFacts(held)) : world
  }

  /**
   * Runs pure work; each time it asks for facts, they are loaded and the work begun again. Throws `engine-bug` when it
   * asks for the same once more, so that no write transaction is kept open without end.
   */
  async run<T>(work: (facts: Facts) => T): Promise<T> {
    for (const asked = new Set<string>(); ;) {
      try {
        return work(this.#facts)
      } catch (error) {
        if (!(error instanceof FactNeeded)) throw error
        askOnce(asked, error.request)
        this.#facts = withFacts(this.#facts, await load(this.#sources, error.request))
      }
    }
  }

  /** Takes over what a step did to the rows it read. */
  took(advanced: readonly Advanced[]): void {
    for (const { shared } of advanced) this.#facts = factsAfter(this.#facts, shared)
  }
}

async function load(sources: FactSources, request: FactRequest): Promise<AskedFacts> {
  const { rows } = sources
  switch (request.kind) {
    case 'people':
      return { people: await sources.people() }
    case 'loads':
      return { loads: await rows.loads(request.people, { except: request.instance }) }
    case 'series':
      return { series: { ...zeros(request.keys), ...(await rows.series(request.keys)) } }
    case 'rotation':
      return { rotations: { [request.key]: (await rows.rotation(request.key)) ?? null } }
    case 'unit':
      return { units: { [request.key]: (await rows.unit(request.key)) ?? null } }
    case 'attachment':
      return { attachments: { ...nulls(request.keys), ...(await rows.storedAttachments(request.keys)) } }
    case 'attachment-use': {
      const { keys, cases } = request
      const key = (id: string): string => attachmentUseKey(id, cases)
      return { attachmentUses: answers(keys.map(key), (await rows.attachmentsOf(cases, keys)).map(key)) }
    }
    case 'same-value': {
      const found = await rows.sameValues(request, request.cases)
      return sameValuesOf(request, (id) => found[id] ?? null)
    }
    case 'voucher': {
      const used = await rows.usedVouchers(request.keys.map(voucherOf))
      const keys = used.map(({ paper, number }) => voucherKey(paper, number))
      return { usedVouchers: answers(request.keys, keys) }
    }
  }
}

function heldFacts({ papers, ...rows }: HeldFacts): AskedFacts {
  if (papers.length === 0) return rows
  const used = papers.map((one) => [voucherKey(one.paper, one.number), one.used] as const)
  return { ...rows, usedVouchers: Object.fromEntries(used) }
}

/** Series that have not drawn yet have no row. */
function zeros(keys: readonly string[]): { readonly [key: string]: number } {
  return Object.fromEntries(keys.map((key) => [key, 0]))
}

/** What is not found is not there. */
function nulls(keys: readonly string[]): { readonly [key: string]: null } {
  return Object.fromEntries(keys.map((key) => [key, null]))
}

/** For each key whether it was found. */
function answers(keys: readonly string[], found: readonly string[]): { readonly [key: string]: boolean } {
  const there = new Set(found)
  return Object.fromEntries(keys.map((key) => [key, there.has(key)]))
}
