/**
 * Those who send requests, in a process of its own that is never killed: each begins cases and sends events to them, one
 * after the other, to any node, and sends what was not answered again with the same key until it is. Told by IPC to
 * stop, it waits for the answers that are still due, and gives what was acknowledged; before that it says of each answer
 * from which port it came.
 */
import type { Acknowledged, LoadReport } from './parts.js'

const [ports, clients] = JSON.parse(process.argv[2] ?? '[[], 0]') as [number[], number]

const acknowledged: Acknowledged[] = []
const refused: string[] = []
let again = 0
let isOver = false

process.on('message', () => (isOver = true))
await Promise.all(Array.from({ length: clients }, (_none, number) => work(`c${number}`)))
const report: LoadReport = { acknowledged, refused, again }
// A report longer than the pipe takes at once is on its way until it is said to be sent.
process.send?.(report, undefined, undefined, () => process.disconnect())

/** One client: a new case now and then, and events for one of the last cases in between. */
async function work(name: string): Promise<void> {
  const cases: string[] = []
  for (let count = 1; !isOver; count += 1) {
    const mark = `${name}-${count}`
    if (cases.length === 0 || Math.random() < 0.15) {
      const instance = await insist('create', { mark })
      if (instance !== undefined) cases.unshift(instance)
    } else {
      const instance = cases[Math.floor(Math.random() * Math.min(cases.length, 5))] ?? ''
      await insist('scan', { mark, instance })
    }
    await pause(20)
  }
}

/** Sends a request until it is answered. Gives the case; `undefined` when it was refused. */
async function insist(
  kind: Acknowledged['kind'],
  request: { readonly mark: string; readonly instance?: string },
): Promise<string | undefined> {
  const body = JSON.stringify({ ...request, key: request.mark })
  for (;;) {
    const port = ports[Math.floor(Math.random() * ports.length)] ?? 0
    const answer = await ask(`${port}/${kind}`, body)
    if (answer?.instance !== undefined) {
      acknowledged.push({ kind, mark: request.mark, instance: answer.instance })
      process.send?.(port)
      return answer.instance
    }
    if (answer?.refused !== undefined) {
      refused.push(`${kind} ${request.mark}: ${answer.refused}`)
      return undefined
    }
    again += 1
    await pause(500)
  }
}

/** `undefined` when nobody answered, or nobody could do it just now. */
async function ask(
  place: string,
  body: string,
): Promise<{ readonly instance?: string; readonly refused?: string } | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${place}`, {
      ...{ method: 'POST', body },
      signal: AbortSignal.timeout(10_000),
    })
    return (await response.json()) as { readonly instance?: string; readonly refused?: string }
  } catch {
    return undefined
  }
}

function pause(most: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, most * Math.random()))
}
