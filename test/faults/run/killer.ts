import type { FleetProcess } from './fleet-process.js'
import type { Settings } from './settings.js'

/** Shortest life of a node, and how much longer it may be for each node of the run, in milliseconds. */
const lives = { least: 100, mostForEach: 700 }

/** One node in ten is killed while it begins, within this time in milliseconds. */
const beginning = { share: 0.1, most: 300 }

/** How long a node lives on after an answer in a run of so many kills, in milliseconds. */
const mostAfterAnswer = 150

/** How long is waited for an answer before nodes are killed nevertheless, in milliseconds. */
const longestLull = 5000

/**
 * `kill -9` for nodes, each by itself: for some time, whatever they come to; or so often, and then each waits until
 * requests are being answered, so that there is something to lose on a slow machine too.
 */
export class Killer {
  readonly #until: Settings['until']
  readonly #longest: number
  readonly #answered: (port: number) => Promise<unknown>
  #isOver = false
  #turn = 0
  #enough: () => void = () => undefined
  kills = 0

  /** `answered` settles with the next request that is answered at a port. */
  constructor(
    { until, nodes }: Pick<Settings, 'until' | 'nodes'>,
    answered: (port: number) => Promise<unknown>,
  ) {
    this.#until = until
    // With more nodes each lives longer, so that the machine has as much to start.
    this.#longest = lives.mostForEach * nodes
    this.#answered = answered
  }

  /** Kills a node that has just begun, after as long a life as chance will have it. */
  async doom(process: FleetProcess): Promise<void> {
    if (Math.random() < beginning.share) await pause(beginning.most * Math.random())
    else {
      await process.serving
      await this.#live(process)
    }
    if (this.#isOver || !process.kill()) return
    this.kills += 1
    if ('kills' in this.#until && this.kills >= this.#until.kills) this.#end()
  }

  /** Settles when the time is over, or the last one was killed. From then on none is. */
  async over(): Promise<void> {
    const isEnough = new Promise<void>((resolve) => (this.#enough = resolve))
    if ('milliseconds' in this.#until) await pause(this.#until.milliseconds)
    else if (!this.#isOver) await isEnough
    this.#end()
  }

  async #live({ port, committed }: FleetProcess): Promise<void> {
    if ('milliseconds' in this.#until)
      return pause(lives.least + (this.#longest - lives.least) * Math.random())
    // By turns in the middle of work, and between a commit and its answer, however little comes of either here.
    this.#turn += 1
    if (this.#turn % 2 === 0) {
      await Promise.race([committed, pause(longestLull)])
      return
    }
    await Promise.race([this.#answered(port), pause(longestLull)])
    await pause(mostAfterAnswer * Math.random())
  }

  #end(): void {
    this.#isOver = true
    this.#enough()
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, milliseconds))
}
