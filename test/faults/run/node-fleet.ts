import { FleetProcess } from './fleet-process.js'
import type { NodeConfig } from './parts.js'

interface Member {
  /** Serves, or begins to. */
  process: FleetProcess
  /** Loads its code meanwhile, so that little time is lost when the other one is killed. */
  standby: FleetProcess
}

/** The nodes of a run: when the process of one ends, the next one begins on its port. */
export class NodeFleet {
  readonly #members: Member[]
  #isOver = false
  /** Nodes that ended although nobody had killed them. */
  crashes = 0

  /** Starts them all. `begun` is told of every process that begins to be a node. */
  constructor(configs: readonly NodeConfig[], begun: (process: FleetProcess) => void) {
    this.#members = configs.map((config) => {
      const member = { process: new FleetProcess(config), standby: new FleetProcess(config) }
      void this.#keepAlive(member, config, begun)
      return member
    })
  }

  /** Settles once all of them have begun to serve at least once. */
  async serving(): Promise<void> {
    await Promise.all(this.#members.map(({ process }) => process.serving))
  }

  /** Has all of them stop orderly. Nothing may kill them any more. */
  async stop(): Promise<void> {
    this.#isOver = true
    await Promise.all(
      this.#members.map(async ({ process, standby }) => {
        standby.kill()
        if ((await process.stop()) !== 0) this.crashes += 1
      }),
    )
  }

  /** Ends all of them at once, for a run that failed. */
  abandon(): void {
    this.#isOver = true
    for (const { process, standby } of this.#members) for (const one of [process, standby]) one.kill()
  }

  async #keepAlive(
    member: Member,
    config: NodeConfig,
    begun: (process: FleetProcess) => void,
  ): Promise<void> {
    for (;;) {
      const { process } = member
      await process.loaded
      process.begin()
      begun(process)
      await process.ended
      if (!process.isMeant) this.crashes += 1
      if (this.#isOver) return
      Object.assign(member, { process: member.standby, standby: new FleetProcess(config) })
    }
  }
}
