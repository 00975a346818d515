import { formatInstant, type Instant } from '../../time/index.js'
import type { StoreReads } from '../../store/port.js'
import { longestAnchorGap, usualAnchorTimes, type AnchorTimes } from '../anchor-times.js'
import { holdEffects } from '../effects/switches.js'
import { timeLease } from '../nodes/index.js'
import { ok, warn, type Finding } from './finding.js'

/** What has been due for so long is late, in milliseconds: a server looks every second. */
const lateAfter = 60_000

/** How much later than it is due an anchor may be. */
const anchorLate = 3_600_000

/** Whether the work goes on: who keeps the time, what is late, what waits for a person. */
export async function lookAtWork(
  read: StoreReads,
  now: Instant,
  anchors: AnchorTimes = usualAnchorTimes,
): Promise<readonly Finding[]> {
  const leases = await read.leases()
  const nodes = [...leases].flatMap(([name, holder]) => (name.startsWith('node:') ? [holder] : []))
  return [
    lookAtNodes(nodes, leases.get(timeLease)),
    ...(await lookAtBacklog(read, now)),
    ...(await lookAtWaiting(read)),
    await lookAtAnchors(read, { now, isServed: nodes.length > 0, gap: longestAnchorGap(anchors) }),
  ]
}

function lookAtNodes(nodes: readonly string[], keeper: string | undefined): Finding {
  if (nodes.length === 0)
    return warn(
      'nodes',
      'No server is at work on this database: no timer fires, and nothing is delivered.',
      "Start one with 'aftercare serve', unless it is stopped on purpose.",
    )
  const alive = `At work: ${nodes.join(', ')}.`
  return keeper === undefined
    ? warn(
        'nodes',
        `${alive} None of them keeps the time.`,
        'Look again in ten seconds; then read their logs.',
      )
    : ok('nodes', `${alive} ${keeper} keeps the time.`)
}

async function lookAtBacklog(read: StoreReads, now: Instant): Promise<readonly Finding[]> {
  const { effectsDue, timersDue } = await read.backlog(now - lateAfter)
  const { messages } = await read.backlog(now)
  const late = [...effectsDue].map(([lane, count]) => `${count} of '${lane}'`)
  return [
    timersDue === 0
      ? ok('timers', 'No timer is late.')
      : warn(
          'timers',
          `${timersDue} timers were due more than a minute ago.`,
          'See that a server runs and keeps the time; the log names the cases it could not work on.',
        ),
    late.length === 0
      ? ok('effects', 'Nothing that goes outside is late.')
      : warn(
          'effects',
          `Due for more than a minute: ${late.join(', ')}.`,
          'See that some node has a handler for them, and that nothing is held: aftercare switches.',
        ),
    messages.held === 0
      ? ok('messages', 'No message between cases met a fault.')
      : warn(
          'messages',
          `${messages.held} messages between cases met a fault and are brought again later.`,
          'Mend the cause that the log names; GET /api/messages lists them.',
        ),
  ]
}

async function lookAtWaiting(read: StoreReads): Promise<readonly Finding[]> {
  const incidents = await read.countIncidents({ status: 'open' })
  const switches = await read.switches()
  return [
    incidents === 0
      ? ok('incidents', 'No incident is open.')
      : warn(
          'incidents',
          `${incidents} incidents wait for a person.`,
          'Look at them: aftercare incidents list.',
        ),
    ...switches.map(({ name, at, actor }) =>
      warn(
        'switches',
        `${name === holdEffects ? 'Everything that goes outside is held' : `'${name}' is on`} since ${formatInstant(at)} by ${actor}.`,
        'Take it back once its reason is over: aftercare switches.',
      ),
    ),
  ]
}

async function lookAtAnchors(
  read: StoreReads,
  { now, isServed, gap }: { readonly now: Instant; readonly isServed: boolean; readonly gap: number },
): Promise<Finding> {
  const last = await read.lastAnchor()
  if (!last)
    return warn(
      'anchor',
      'No anchor was written yet: rows cut from the end of a trail would not show.',
      'A server writes one at set times and at its stop; or: aftercare anchor.',
    )
  const text = `The last anchor is of ${formatInstant(last.at)}.`
  return isServed && now - last.at > gap + anchorLate
    ? warn('anchor', text, 'Another one was due: the log of the server says why none was written.')
    : ok('anchor', text)
}
