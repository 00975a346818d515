import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** An engine in another process. */
export interface EngineProcess {
  /** Calls a method there. Rejects when the process dies first: then nobody knows whether it took effect. */
  call(method: string, ...args: readonly unknown[]): Promise<unknown>
  /** `kill -9`, and waits until the process is gone. */
  kill(): Promise<void>
}

const script = fileURLToPath(new URL('engine-process.mjs', import.meta.url))

/** Starts an engine on a file with the definitions of a folder, its clock at `time`. Needs `npm run build`. */
export async function startEngineProcess(file: string, folder: string, time: number): Promise<EngineProcess> {
  const child = spawn(process.execPath, [script, file, folder, String(time)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  let count = 0
  let ready: () => void = () => undefined
  const isReady = new Promise<void>((resolve) => {
    ready = resolve
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === '"ready"') {
      ready()
      return
    }
    const { id, answer, error } = JSON.parse(line) as { id: number; answer: unknown; error?: string }
    const call = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) call?.resolve(answer)
    else call?.reject(new Error(error))
  })
  child.stdin.on('error', () => undefined)
  void gone.then(() => {
    for (const { reject } of waiting.values()) reject(new Error('The process is gone.'))
  })
  await Promise.race([isReady, gone.then(() => Promise.reject(new Error('The process did not start.')))])
  return {
    call: (method, ...args) =>
      new Promise((resolve, reject) => {
        count += 1
        waiting.set(count, { resolve, reject })
        child.stdin.write(`${JSON.stringify({ id: count, method, args })}\n`)
      }),
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}
