import { loadOf, voucherKey, type AskedFacts } from '../../core/index.js'
import type { Candidate, FactRequest, Load, Rotation, SharedChanges, UnitFile } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'

/** The rows that the cases of a story share, in memory. */
export class StoryRows {
  readonly #people: readonly Candidate[]
  readonly #cases: () => Iterable<InstanceRecord>
  readonly #series = new Map<string, number>()
  readonly #rotations = new Map<string, Rotation>()
  readonly #units = new Map<string, UnitFile>()
  readonly #vouchers = new Set<string>()

  /** `cases`: those of the story as they stand, for what people have in hand. */
  constructor(
    people: readonly Candidate[],
    cases: () => Iterable<InstanceRecord>,
    units: readonly UnitFile[] = [],
  ) {
    this.#people = people
    this.#cases = cases
    for (const file of units) this.#units.set(file.serial, file)
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
      case 'voucher':
        return { usedVouchers: each(request.keys, (key) => this.#vouchers.has(key)) }
    }
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
