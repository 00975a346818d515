import type { InstanceRecord } from '../../core/record.js'
import type { Refusal } from '../../errors/index.js'
import type { HostTransaction } from '../../store/port.js'
import { afterHostCommit } from '../after-host-commit.js'
import type { Engine } from '../engine.js'
import type { Watch } from './watch.js'

/** What an observed call answers. */
interface Answered {
  readonly refused?: Refusal | undefined
  readonly instance?: InstanceRecord
  readonly repeated?: true
}

/** Calls that change a case, and what their first argument is the id of. */
const calls = {
  create: 'process',
  send: 'instance',
  note: 'instance',
  correct: 'instance',
  operate: 'instance',
  suspend: 'instance',
  resume: 'instance',
  recompute: 'instance',
  applyProfile: 'instance',
  completeTask: 'other',
  claimTask: 'other',
  releaseTask: 'other',
  assignTask: 'other',
  merge: 'instance',
  link: 'instance',
  retryMessage: 'other',
  discardMessage: 'other',
  retryIncident: 'other',
  skipIncident: 'other',
  sendBackIncident: 'other',
} as const satisfies { readonly [name in keyof Engine]?: 'process' | 'instance' | 'other' }

type Call = (...given: readonly unknown[]) => Promise<Answered>

/** What of a request says whether, and when, its answer has happened. */
interface Asked {
  readonly dryRun?: boolean
  readonly trx?: HostTransaction
}

/** The same engine, which tells of every call that changes a case what came of it, and can be followed through it. */
export function observedCalls<T extends Pick<Engine, keyof typeof calls>>(engine: T, watch: Watch): T {
  const observed = Object.entries(calls).map(([name, about]) => {
    const call = engine[name as keyof typeof calls] as Call
    return [name, followed({ name, about, call }, watch)] as const
  })
  return { ...engine, ...Object.fromEntries(observed) }
}

function followed(
  { name, about, call }: { readonly name: string; readonly about: string; readonly call: Call },
  watch: Watch,
): Call {
  return (...given) =>
    watch.around({ kind: 'request', name }, async (span) => {
      const answer = await call(...given)
      const { refused, instance } = answer
      // Any text may stand for an id: only that of a case that was found is told.
      if (instance) span.about({ instance: instance.id, process: instance.process })
      else if (about === 'instance' && refused && !refused.code.startsWith('unknown-'))
        span.about({ instance: String(given[0]) })
      if (refused) span.failed(refused.code)
      tell({ watch, call: name, answer, asked: given.at(-1) ?? {} })
      return answer
    })
}

function tell(told: {
  readonly watch: Watch
  readonly call: string
  readonly answer: Answered
  readonly asked: Asked
}): void {
  const { watch, call, answer, asked } = told
  const { refused, instance, repeated } = answer
  if (refused) {
    watch.tell({ kind: 'refused', call, code: refused.code })
    return
  }
  if (!instance || repeated || asked.dryRun === true) return
  const accepted = (): void => watch.tell({ kind: 'accepted', call, process: instance.process })
  if (asked.trx === undefined) accepted()
  else afterHostCommit(asked.trx, accepted)
}
