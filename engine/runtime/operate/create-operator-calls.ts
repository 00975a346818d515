import type { Command } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import { boundedPage } from '../bounded-page.js'
import { askedToLink, askedToMerge, linkCases } from '../cases/case-actions.js'
import { mergeCases } from '../cases/merge-cases.js'
import { carryOut, type CaseHost, type Working } from '../cases/operator-work.js'
import { decisionOf, settleIncident } from '../effects/incidents.js'
import type { ActionRequest, Answer } from '../engine.js'
import { unknownIncident } from '../plain-refusals.js'
import { moveToProfile } from '../profiles/apply-profile.js'
import { askedForProfile } from '../profiles/profile-action.js'
import { actOnCase, plainAnswer } from './act.js'
import { checkActionFilter, checkWish, commandOfWish } from './check-wish.js'
import type { OperateAnswer, OperateRequest, OperatorCalls } from './operator-calls.js'

/** What operators' calls need. */
export interface OperatorHost extends CaseHost {
  /** Told that an effect is to be tried again. */
  readonly asked: () => void
  /** Told that a result was left for a case. */
  readonly told: () => void
}

/** The engine's calls for operators: each is one transaction, with a row in the operators' log. */
export function createOperatorCalls(host: OperatorHost): OperatorCalls {
  const { read } = host.store
  const plain =
    (action: 'suspend' | 'resume' | 'recompute') =>
    async (instance: string, request: ActionRequest): Promise<Answer> => {
      const wish = { ...request, action }
      checkWish(instance, wish)
      return plainAnswer(await operate(host, instance, wish))
    }
  return {
    operate: async (instance, request) => {
      checkWish(instance, request)
      const answer = await operate(host, instance, request)
      if (!answer.refused && !request.dryRun) tellEffects(host, request)
      return answer
    },
    suspend: plain('suspend'),
    resume: plain('resume'),
    recompute: plain('recompute'),
    operatorActions: async (filter = {}, page) => {
      checkActionFilter(filter)
      return read.operatorActions(filter, boundedPage(page))
    },
    countOperatorActions: async (filter = {}) => {
      checkActionFilter(filter)
      return read.countOperatorActions(filter)
    },
  }
}

/** What waits for an effect or its result need not wait for a poll. */
function tellEffects(host: OperatorHost, { action }: OperateRequest): void {
  if (action === 'retry') host.asked()
  if (action === 'skip' || action === 'send-back') host.told()
}

function operate(host: CaseHost, instance: string, request: OperateRequest): Promise<OperateAnswer> {
  switch (request.action) {
    case 'merge':
      return actOnCase(host, request, askedToMerge(instance, request), (working) =>
        mergeCases(working, instance, request),
      )
    case 'link':
      return actOnCase(host, request, askedToLink(instance, request), (working) =>
        linkCases(working, instance, request),
      )
    case 'apply-profile':
      return actOnCase(host, request, askedForProfile(instance, request), (working, before) =>
        moveToProfile(working, before, request),
      )
    case 'retry':
    case 'skip':
    case 'send-back':
      return decide(host, instance, request)
    default:
      return oneStep(host, instance, request)
  }
}

type Decide = Extract<OperateRequest, { action: 'retry' | 'skip' | 'send-back' }>

/** Decides about an incident of the case; that of another one is not known here. */
async function decide(host: CaseHost, instance: string, request: Decide): Promise<OperateAnswer> {
  const { incident, reason, action } = request
  const decision = decisionOf(request)
  const body = { incident, decision: decision.change, reason, ...decision.body }
  return actOnCase(host, request, { action, body, cases: [instance], goesOn: true }, async (working) => {
    const known = await working.tx.incident(incident)
    if (known?.instance !== instance) return { refused: unknownIncident(incident) }
    return settleIncident(working, incident, { decision, reason })
  })
}

type OneStep = Exclude<OperateRequest, Decide | { action: 'merge' | 'link' | 'apply-profile' }>

/** An action that is one command to the case. */
function oneStep(host: CaseHost, instance: string, request: OneStep): Promise<OperateAnswer> {
  const { action } = request
  const { command, body } = commandOfWish(request)
  const beforeDue = action === 'recompute'
  const goesOn = action !== 'suspend' && action !== 'resume' && !beforeDue
  const asked = { action, body, cases: [instance], beforeDue, goesOn } as const
  return actOnCase(host, request, asked, (working, before) => carriedOut(working, before, command))
}

function carriedOut(
  working: Working,
  before: InstanceRecord,
  command: (actor: Working['actor']) => Command,
): Promise<Answer> {
  return carryOut(working, before, command(working.actor))
}
