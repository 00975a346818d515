import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { NodeConfig } from './parts.js'

const script = fileURLToPath(new URL('node-process.js', import.meta.url))

interface Member {
  readonly config: NodeConfig
  child: ChildProcess
  isReady: boolean
  /** The end of the process is meant. */
  isMeant: boolean
}

/** The nodes of a run: whichever ends is started again on its port. */
export class NodeFleet {
  readonly #members: Member[]
  #isOver = false
  /** Nodes that ended although nobody had killed them. */
  crashes = 0
  kills = 0

  /** Starts them all. */
  constructor(configs: readonly NodeConfig[]) {
    this.#members = configs.map((config) => ({
      config,
      child: started(config),
      isReady: false,
      isMeant: false,
    }))
    for (const member of this.#members) this.#watch(member)
  }

  /** Settles once some node serves. */
  async serving(): Promise<void> {
    while (!this.#members.some(({ isReady, isMeant }) => isReady && !isMeant))
      await Promise.race(this.#members.map(({ child }) => stirred(child)))
  }

  /** `kill -9` of one of them. Of those that are starting one in ten: otherwise little else would happen. */
  kill(): void {
    const able = this.#members.filter(({ isReady, isMeant }) => !isMeant && (isReady || Math.random() < 0.1))
    const member = able[Math.floor(Math.random() * able.length)]
    if (!member) return
    member.isMeant = true
    this.kills += 1
    member.child.kill('SIGKILL')
  }

  /** Has all of them stop orderly. */
  async stop(): Promise<void> {
    this.#isOver = true
    await Promise.all(
      this.#members.map(async ({ child }) => {
        const gone = once(child, 'exit')
        child.send('stop')
        const [code] = (await gone) as [number | null]
        if (code !== 0) this.crashes += 1
      }),
    )
  }

  /** Ends all of them at once, for a run that failed. */
  abandon(): void {
    this.#isOver = true
    for (const { child } of this.#members) child.kill('SIGKILL')
  }

  #watch(member: Member): void {
    member.child.once('exit', () => {
      if (this.#isOver) return
      if (!member.isMeant) this.crashes += 1
      Object.assign(member, { child: started(member.config), isReady: false, isMeant: false })
      this.#watch(member)
    })
    const { child } = member
    child.once('message', () => {
      if (member.child === child) member.isReady = true
    })
  }
}

function started(config: NodeConfig): ChildProcess {
  return fork(script, [JSON.stringify(config)])
}

/** Settles when a node serves, or is gone. */
function stirred(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      child.off('message', done).off('exit', done)
      resolve()
    }
    child.on('message', done).on('exit', done)
  })
}
