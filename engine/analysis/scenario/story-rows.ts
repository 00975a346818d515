import { loadOf, sameValuesOf, valueAt, voucherKey, type AskedFacts } from '../../core/index.js'
import type { Candidate, FactRequest, Load, Rotation, SharedChanges, UnitFile } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import { normaliseSearch } from '../../errors/index.js'
import type { StoryUnits } from './story-units.js'

/** The rows that the cases of a story share, in memory. */
export class StoryRows {
  readonly #people: readonly Candidate[]
  readonly #cases: () => Iterable<InstanceRecord>
  readonly #series = new Map<string, number>()
  readonly #rotations = new Map<string, Rotation>()
  readonly #units = new Map<string, UnitFile>()
  readonly #vouchers = new Set<string>()
  readonly #customers: StoryUnits['customers']

  /** `cases`: those of the story as they stand, for what people have in hand. */
  constructor(
    people: readonly Candidate[],
    cases: () => Iterable<InstanceRecord>,
    units: StoryUnits = { files: [], customers: new Map() },
  ) {
    this.#people = people
    this.#cases = cases
    for (const file of units.files) this.#units.set(file.serial, file)
    this.#customers = units.customers
  }

  /** The product file of a serial number; `null` where there is none. */
  unit(serial: string): UnitFile | null {
    return this.#units.get(serial) ?? null
  }

  /** What a step asks for. Every attachment a story names is there. */
  answer(request: FactRequest): AskedFacts {
    switch (request.kind) {
      case 'people':
        return { people: this.#people }
      case 'loads':
        return { loads: loadsOf(request, this.#cases()) }
      case 'series':
        return { series: each(request.keys, (key) => this.#series.get(key) ?? 0) }
      case 'rotation':
        return { rotations: { [request.key]: this.#rotations.get(request.key) ?? null } }
      case 'unit':
        return { units: { [request.key]: this.#units.get(request.key) ?? null } }
      case 'attachment':
        return { attachments: each(request.keys, () => ({})) }
      case 'attachment-use':
        return { attachmentUses: each(request.keys, () => true) }
      case 'same-value':
        return sameValuesOf(request, (id) => this.#has(id, request))
      case 'voucher':
        return { usedVouchers: each(request.keys, (key) => this.#vouchers.has(key)) }
    }
  }

  /** Whether a case of the story, or an earlier one, has this value; `null` where it tells none. */
  #has(id: string, { field, value }: { readonly field: string; readonly value: string }): boolean | null {
    const record = [...this.#cases()].find((one) => one.id === id)
    const there = record ? valueAt(record.data, field) : this.#customers.get(id)
    return typeof there === 'string' ? normaliseSearch(there) === normaliseSearch(value) : null
  }

  /** Takes over what a step did to the rows. */
  took({ series, rotations = {}, units = {}, vouchers = [] }: SharedChanges): void {
    for (const [key, value] of Object.entries(series)) this.#series.set(key, value)
    for (const [key, rotation] of Object.entries(rotations)) this.#rotations.set(key, rotation)
    for (const [serial, file] of Object.entries(units)) this.#units.set(serial, file)
    for (const { paper, number } of vouchers) this.#vouchers.add(voucherKey(paper, number))
  }
}

function each<T>(keys: readonly string[], answer: (key: string) => T): { readonly [key: string]: T } {
  return Object.fromEntries(keys.map((key) => [key, answer(key)]))
}

function loadsOf(
  { people, instance }: Extract<FactRequest, { kind: 'loads' }>,
  cases: Iterable<InstanceRecord>,
): { readonly [person: string]: Load } {
  const tasks = [...cases]
    .filter(({ id, status }) => id !== instance && status === 'active')
    .flatMap((one) => one.tasks)
  return Object.fromEntries(people.map((person) => [person, loadOf(person, tasks)]))
}
