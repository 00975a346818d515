import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { breachesOfContract } from '../contract/breaches-of-contract.js'
import type { Answer, Sent } from './sent.js'

const root = join(import.meta.dirname, '../../..')

/** Longest answer to what is refused, in characters: nobody gets much for little. */
const longestRefusal = 65_536

/** Longest time an answer may take, in milliseconds. */
const longestTime = 8_000

/** What has no place in an answer: places in the program, the machine and the database. */
const inside: readonly RegExp[] = [
  /\n\s+at \S+.*:\d+:\d+/,
  /\\n\s+at [^"]*:\d+:\d+/,
  /node_modules|node:internal|file:\/\/\//,
  /[\w-]{1,60}\.[cm]?[jt]s:\d+/,
  /SQLITE_[A-Z]+|\b(select|insert into|update|delete from)\b[^"]{0,80}\baftercare_/i,
  /\/(home|root|usr|var|tmp)\/[\w.-]+/,
]

/** What is known beside the answer. */
export interface Witness {
  /** Tables in which something has changed meanwhile; of a request that may change something, none. */
  readonly changed: readonly string[]
  /** Errors nobody expected, as they were logged meanwhile. */
  readonly logged: readonly unknown[]
}

/** Everything that is wrong with an answer, in sentences; none where all is well. */
export function judgeAnswer(sent: Sent, answer: Answer, { changed, logged }: Witness): readonly string[] {
  const { status, text, ms } = answer
  if (status === undefined) return ['The connection was closed without an answer.']
  const isRefused = status >= 400
  const asked = `${sent.target} ${JSON.stringify(sent.headers)} ${sent.body?.toString() ?? ''}`
  return [
    ...(status >= 500 ? [`It answered ${status}.`] : []),
    ...logged.map((error) => `It failed inside: ${error instanceof Error ? error.stack : String(error)}`),
    ...inside.flatMap((pattern) => {
      const [found] = pattern.exec(text) ?? []
      return found === undefined || asked.includes(found)
        ? []
        : [`It tells of the inside: ${found.slice(0, 200)}`]
    }),
    ...(isRefused && changed.length > 0 ? [`Refused, it changed ${changed.join(', ')}.`] : []),
    ...changed
      .filter((table) => !isRefused && isReading(sent) && !keptByReading.has(table))
      .map((table) => `Reading, it changed ${table}.`),
    ...(sent.mustBeRefused && !isRefused ? [`It had to be refused, but was answered ${status}.`] : []),
    ...(isRefused && text.length > longestRefusal ? [`A refusal of ${text.length} characters.`] : []),
    ...(ms > longestTime ? [`It took ${Math.round(ms)} ms.`] : []),
    ...(answer.headers.has('Access-Control-Allow-Origin') ? ['It lets pages of other origins read.'] : []),
    ...(answer.headers.has('X-Injected') ? ['A header came from the request.'] : []),
    ...breachesOfContract({
      ...answer,
      status,
      method: sent.method,
      path: pathOf(sent),
      body: bodyOf(answer),
    }),
    ...(isRefused && sent.method !== 'HEAD' ? mistakesOfProblem(bodyOf(answer)) : []),
  ]
}

/** A picture takes long to be drawn, and is kept from then on. */
const keptByReading = new Set(['aftercare_diagram_layouts'])

/** Whether a request may have changed something, as it was answered. */
export const mayHaveChanged = (sent: Sent, { status = 0 }: Answer): boolean =>
  status > 0 && status < 400 && !isReading(sent)

/** What only asks how things are, or how they would be. */
const asking = new Set(['POST /api/processes/check', 'POST /api/calendars/{id}/diff'])

/** Whether a request may change nothing even where it is granted. Who comes back from the provider is signed in. */
function isReading({ route, method, body }: Sent): boolean {
  if (method === 'GET' || method === 'HEAD') return route !== 'GET /sign-in/callback'
  const isTried = route === 'POST /api/instances/{id}/actions' && body?.includes('"dryRun":true') === true
  return asking.has(route) || isTried
}

/** The address behind the host; an absolute one names it too. */
const pathOf = ({ target }: Sent): string => target.replace(/^http:\/\/[^/]+/i, '').replace(/#.*/, '')

function bodyOf({ headers, text }: Answer): unknown {
  if (!(headers.get('Content-Type') ?? '').includes('json')) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A problem says what it is, where, and what to do next. */
function mistakesOfProblem(body: unknown): readonly string[] {
  const { type, code, detail, problems } = (body ?? {}) as Record<string, unknown>
  if (typeof code !== 'string' || typeof detail !== 'string' || detail === '')
    return ['A refusal without a code and a sentence.']
  const page = typeof type === 'string' ? /^\/docs\/problems\/([a-z-]+)$/.exec(type)?.[1] : undefined
  return [
    ...(page === code && existsSync(join(root, `docs/problems/${code}.md`))
      ? []
      : [`No page says what to do about '${code}'.`]),
    ...(Array.isArray(problems) && problems.length === 0 ? ['A list of mistakes without any.'] : []),
  ]
}
