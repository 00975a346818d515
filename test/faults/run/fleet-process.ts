import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { NodeConfig } from './parts.js'

const script = fileURLToPath(new URL('node-process.js', import.meta.url))

/** A process of a node: it loads its code at once, and begins to be a node when it is told to. */
export class FleetProcess {
  readonly #child: ChildProcess
  /** Its end is meant. */
  isMeant = false
  /** Settles once its code is loaded, or it is gone. */
  readonly loaded: Promise<unknown>
  /** Settles once it serves, with `true`; with `false` when it is gone before. */
  readonly serving: Promise<boolean>
  /** Settles once it has committed a request that is not answered yet, or is gone. */
  readonly committed: Promise<unknown>
  /** Settles with the code it ended with, `null` where it was killed. */
  readonly ended: Promise<number | null>

  /** Where it is asked. */
  readonly port: number

  constructor(config: NodeConfig) {
    this.port = config.port
    const child = (this.#child = fork(script, [JSON.stringify(config)]))
    this.ended = new Promise((resolve) => child.once('exit', resolve))
    const says = (word: string): Promise<boolean> =>
      new Promise((resolve) => {
        child.on('message', (said) => said === word && resolve(true))
        void this.ended.then(() => resolve(false))
      })
    this.loaded = says('loaded')
    this.serving = says('serving')
    this.committed = says('committed')
  }

  /** Has it open the database and serve. One that is gone already stays so. */
  begin(): void {
    this.#tell('begin')
  }

  /** Has it stop orderly once it serves. Gives the code it ended with. */
  async stop(): Promise<number | null> {
    this.isMeant = true
    if (await this.serving) this.#tell('stop')
    return this.ended
  }

  /** `kill -9`. Gives whether it was alive until now. */
  kill(): boolean {
    if (this.isMeant || this.#child.exitCode !== null || this.#child.signalCode !== null) return false
    this.isMeant = true
    return this.#child.kill('SIGKILL')
  }

  #tell(word: string): void {
    if (this.#child.connected) this.#child.send(word, () => undefined)
  }
}
