import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')
const main = '/tmp/distF/cli/main.js'

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
  /** The last line of the output as JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: () => any
}

export type Environment = Readonly<Record<string, string>>

/** Runs the built command line in the checkout to its end. */
export async function aftercare(args: readonly string[], environment: Environment = {}): Promise<Ran> {
  const child = start(args, environment)
  const read = collect(child)
  const [code] = (await once(child, 'close')) as [number | null]
  const { out, err } = read()
  return { code, out, err, json: () => JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') }
}

export interface Serving {
  /** What it said at its start, as JSON. */
  readonly said: {
    readonly url: string
    readonly adminKey?: string
    readonly processes: readonly string[]
    readonly delivered: readonly string[]
  }
  /** Ends it by the signal and gives its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts `serve --json` on a free port and waits until it listens. Throws what it said when it ends before. */
export async function serving(
  environment: Environment,
  command: readonly string[] = ['serve', '--json'],
): Promise<Serving> {
  const child = start(command, { PORT: '0', ...environment })
  const read = collect(child)
  const closed = once(child, 'close') as Promise<[number | null]>
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => {
      if (read().out.includes('\n')) resolve()
    })
    void closed.then(() => reject(new Error(`The server ended: ${read().out}${read().err}`)))
  })
  return {
    said: JSON.parse(read().out) as Serving['said'],
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      return (await closed)[0]
    },
  }
}

/** A folder of its own, and how it is removed. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'aftercare-cli-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

function start(args: readonly string[], environment: Environment): ChildProcess {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('AFTERCARE_') && name !== 'PORT' && name !== 'HOST',
  )
  return spawn(process.execPath, [main, ...args], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function collect(child: ChildProcess): () => { out: string; err: string } {
  const read = { out: '', err: '' }
  child.stdout?.setEncoding('utf8').on('data', (part: string) => (read.out += part))
  child.stderr?.setEncoding('utf8').on('data', (part: string) => (read.err += part))
  return () => read
}
