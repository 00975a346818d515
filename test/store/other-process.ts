import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A second process that writes to the same file. */
export interface OtherProcess {
  /** Runs a statement there and gives its answer: `ok` or an error's code. */
  run(sql: string): Promise<string>
  stop(): Promise<void>
}

export async function startOtherProcess(file: string): Promise<OtherProcess> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('other-writer.mjs', import.meta.url)), file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const answer = async (): Promise<string> => String((await answers.next()).value)
  await answer()
  return {
    run(sql) {
      child.stdin.write(`${sql}\n`)
      return answer()
    },
    async stop() {
      const ended = once(child, 'exit')
      child.stdin.end()
      await ended
    },
  }
}
