import type { HeldFacts, PaperNumber } from './port.js'

type KnownNumber = HeldFacts['papers'][number]

/** Numbers kept at most: a few questions of a group that issues many papers. */
const mostKept = 64

/**
 * What a group has found out about numbers of papers, so that the next request that issues one need not ask again. The
 * index of the table has the last word: a number that another node issues meanwhile fails the group, which begins again.
 */
export class KnownNumbers {
  #known = new Map<string, KnownNumber>()

  get all(): readonly KnownNumber[] {
    return [...this.#known.values()]
  }

  /** Keeps an answer. Those before it are forgotten once there are too many. */
  learn(asked: readonly PaperNumber[], used: readonly PaperNumber[]): void {
    if (this.#known.size + asked.length > mostKept) this.#known.clear()
    const found = new Set(used.map(keyOf))
    for (const one of asked.slice(0, mostKept))
      this.#known.set(keyOf(one), { ...one, used: found.has(keyOf(one)) })
  }

  /** Numbers that are issued now: nobody draws them again, so they are looked up like any other. */
  forget(issued: readonly PaperNumber[]): void {
    for (const one of issued) this.#known.delete(keyOf(one))
  }

  /** Forgets everything: a request that failed may have answered from what it had not saved. */
  clear(): void {
    this.#known.clear()
  }
}

function keyOf({ paper, number }: PaperNumber): string {
  return `${paper}/${number}`
}
