import { Random } from '../../fuzz/random.js'
import { draftFor, routes, written } from './aimed-request.js'
import type { Aiming } from './aims.js'
import { meantRound, wrongRound } from './first-rounds.js'
import type { HttpWorld } from './http-world.js'
import { judgeAnswer, mayHaveChanged } from './judge-answer.js'
import { existence, naming, repetition, type Scene } from './scenes.js'
import { sendRaw } from './send-raw.js'
import { toCurl, type Answer, type Sent } from './sent.js'
import { watchChanges, type ChangeWatch } from './stored-digest.js'
import { spoil } from './tricks.js'

/** What was sent and what came of it. */
export interface RequestFuzzReport {
  readonly seed: number
  readonly requests: number
  /** How long they took, with what was made for them. */
  readonly seconds: number
  /** Requests by operation, and those of them that were granted. */
  readonly routes: { readonly [route: string]: { readonly sent: number; readonly granted: number } }
  readonly statuses: { readonly [status: string]: number }
  readonly tricks: { readonly [trick: string]: number }
  /** The first thing that must not be. */
  readonly fault?: { readonly findings: readonly string[]; readonly curl: string; readonly answer: string }
}

/** How often the server is asked whether it lives, in requests. */
const healthEvery = 25

/**
 * Sends requests one after the other until `goesOn` says otherwise or something is wrong: first each operation as it is
 * meant, which has to be granted, and each known wrong, then what a seed decides.
 */
export async function fuzzRequests(
  world: HttpWorld,
  { seed, goesOn }: { readonly seed: number; readonly goesOn: (requests: number) => boolean },
): Promise<RequestFuzzReport> {
  const begun = performance.now()
  const run = new Run(world, seed)
  await run.begin()
  while (!run.fault && goesOn(run.requests)) await run.step()
  return { ...run.report(), seconds: (performance.now() - begun) / 1000 }
}

class Run {
  readonly #world: HttpWorld
  readonly #seed: number
  readonly #random: Random
  readonly #watch: ChangeWatch
  readonly #routes = new Map<string, { sent: number; granted: number }>()
  readonly #statuses = new Map<string, number>()
  readonly #tricks = new Map<string, number>()
  #rounds = 0
  requests = 0
  fault: RequestFuzzReport['fault']

  constructor(world: HttpWorld, seed: number) {
    this.#world = world
    this.#seed = seed
    this.#random = new Random(seed)
    this.#watch = watchChanges(world.database)
  }

  /** What is meant, which has to be granted, and what is known to be wrong. */
  async begin(): Promise<void> {
    for (const draft of meantRound(this.#by)) {
      const { status = 0 } = await this.#tell(written(await draft()))
      if (status >= 400) this.#found([`It had to be granted, but was answered ${status}.`])
      if (this.fault) return
    }
    for (const draft of wrongRound(this.#by)) {
      await this.#tell(written(await draft()))
      if (this.fault) return
    }
  }

  async step(): Promise<void> {
    const by = this.#by
    const scene = this.#random.weighted<Scene | undefined>([
      [12, undefined],
      [2, existence],
      [2, naming],
      [1, repetition],
    ])
    if (scene) {
      const findings = await scene(by, (sent) => this.#tell(sent))
      if (findings.length > 0) this.#found(findings)
      return
    }
    // In turn, so that none is left to chance.
    const [route] = routes[this.#rounds % routes.length]!
    this.#rounds += 1
    const draft = await draftFor(route, by)
    spoil(draft, by)
    await this.#tell(written(draft))
  }

  get #by(): Aiming {
    return { world: this.#world, random: this.#random, things: this.#world.things }
  }

  #last: { sent: Sent; answer: Answer | undefined } | undefined

  async #tell(sent: Sent): Promise<Answer> {
    const { port, logged } = this.#world
    // What the request is about may have been made since the last one.
    await this.#watch.begin()
    const known = logged.length
    this.requests += 1
    this.#last = { sent, answer: undefined }
    const answer = await sendRaw(port, sent).catch((error: unknown) => error as Error)
    if (answer instanceof Error) {
      this.#found([answer.message])
      return { status: undefined, headers: new Headers(), text: '', ms: 0 }
    }
    this.#last = { sent, answer }
    const changed = mayHaveChanged(sent, answer) ? [] : await this.#watch.changed()
    this.#count(sent, answer)
    const findings = [...judgeAnswer(sent, answer, { changed, logged: logged.slice(known) })]
    if (this.requests % healthEvery === 0) findings.push(...(await this.#health()))
    if (findings.length > 0) this.#found(findings)
    return answer
  }

  async #health(): Promise<readonly string[]> {
    const host = ['Host', `127.0.0.1:${this.#world.port}`] as const
    const plain = {
      route: 'GET /readyz',
      method: 'GET',
      target: '/readyz',
      headers: [host, ['Connection', 'close']],
      tricks: [],
    } as const
    const { status } = await sendRaw(this.#world.port, plain)
    return status === 200 ? [] : [`Afterwards a plain request was answered ${status}.`]
  }

  #count({ route, tricks }: Sent, { status }: Answer): void {
    const counts = this.#routes.get(route) ?? { sent: 0, granted: 0 }
    counts.sent += 1
    if (status !== undefined && status < 400) counts.granted += 1
    this.#routes.set(route, counts)
    for (const [map, key] of [
      [this.#statuses, String(status)] as const,
      ...tricks.map((trick) => [this.#tricks, trick] as const),
    ])
      map.set(key, (map.get(key) ?? 0) + 1)
  }

  #found(findings: readonly string[]): void {
    if (!this.#last || this.fault) return
    const { sent, answer } = this.#last
    this.fault = {
      findings: [...findings, `Tricks: ${sent.tricks.join(', ') || 'none'}.`],
      curl: toCurl(this.#world.origin, sent),
      answer: answer ? `${answer.status} ${answer.text.slice(0, 2_000)}` : 'none',
    }
  }

  report(): Omit<RequestFuzzReport, 'seconds'> {
    const { requests, fault } = this
    return {
      ...{ seed: this.#seed, requests },
      routes: Object.fromEntries(this.#routes),
      statuses: Object.fromEntries(this.#statuses),
      tricks: Object.fromEntries(this.#tricks),
      ...(fault && { fault }),
    }
  }
}
