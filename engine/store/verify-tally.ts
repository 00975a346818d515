import type { VerifiedAct, VerifiedActs, VerifyFinding } from './verify-report.js'

const mostFindings = 1000
const mostActs = 20

/** What some cases came to. */
export interface Tallied {
  readonly instances: number
  readonly rows: number
  readonly erased: number
  readonly acts: VerifiedActs
  readonly findings: readonly VerifyFinding[]
  readonly truncated: boolean
}

/** Counts what is read, in bounded memory: of findings and acts only so many are kept. */
export class VerifyTally {
  #instances = 0
  #rows = 0
  #erased = 0
  #truncated = false
  readonly #counts = new Map<string, number>()
  #latest: readonly VerifiedAct[] = []
  readonly #findings = new Map<string, VerifyFinding>()

  /** Takes a finding, once however often it is made. */
  readonly report = (finding: VerifyFinding): void => {
    const { kind, instance, seq, anchor, message } = finding
    const key = JSON.stringify([kind, instance, seq, anchor, message])
    if (this.#findings.has(key)) return
    if (this.#findings.size < mostFindings) this.#findings.set(key, finding)
    else this.#truncated = true
  }

  count(what: { readonly instances?: number; readonly rows?: number; readonly erased?: number }): void {
    this.#instances += what.instances ?? 0
    this.#rows += what.rows ?? 0
    this.#erased += what.erased ?? 0
  }

  addAct(act: VerifiedAct): void {
    this.#counts.set(act.action, (this.#counts.get(act.action) ?? 0) + 1)
    this.#keepLatest([act])
  }

  /** Adds what other cases came to. */
  add(other: Omit<Tallied, 'truncated'> & { readonly truncated?: boolean }): void {
    this.count(other)
    for (const [action, count] of Object.entries(other.acts.counts))
      this.#counts.set(action, (this.#counts.get(action) ?? 0) + count)
    this.#keepLatest(other.acts.latest)
    for (const finding of other.findings) this.report(finding)
    this.#truncated ||= other.truncated === true
  }

  get result(): Tallied {
    return {
      instances: this.#instances,
      rows: this.#rows,
      erased: this.#erased,
      acts: { counts: Object.fromEntries([...this.#counts].sort()), latest: this.#latest },
      findings: [...this.#findings.values()],
      truncated: this.#truncated,
    }
  }

  #keepLatest(acts: readonly VerifiedAct[]): void {
    const oldest = this.#latest.length < mostActs ? -Infinity : (this.#latest.at(-1)?.at ?? -Infinity)
    const newer = acts.filter(({ at }) => at > oldest)
    if (newer.length === 0) return
    this.#latest = [...this.#latest, ...newer].sort((a, b) => b.at - a.at).slice(0, mostActs)
  }
}
