import { spawn } from 'node:child_process'

/** A program that runs beside this one and writes one JSON value when it is done. */
export interface ChildRequest {
  /** Beside the compiled files of `bench/`, or a path of its own. */
  readonly script: URL
  readonly args: readonly string[]
  readonly cwd?: string
}

/** Runs it to its end. Throws with the end of what it has complained of when it fails. */
export function runChild<T>({ script, args, cwd }: ChildRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script.pathname, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd !== undefined && { cwd }),
    })
    let out = ''
    let complaint = ''
    child.stdout.on('data', (text: Buffer) => (out += text.toString()))
    child.stderr.on('data', (text: Buffer) => (complaint = `${complaint}${text.toString()}`.slice(-2000)))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code !== 0) {
        reject(new Error(`${script.pathname} ended with ${code ?? 'a signal'}: ${complaint}`))
        return
      }
      // What a library says of itself stands on lines before.
      try {
        resolve(JSON.parse(out.trim().split('\n').at(-1) ?? '') as T)
      } catch (error) {
        reject(
          new Error(`Expected JSON from ${script.pathname}, but found: ${out.slice(-500)}`, { cause: error }),
        )
      }
    })
  })
}
