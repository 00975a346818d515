import type { Attempt, Channel, JsonObject, OutgoingMessage, Service } from '../../../engine/index.js'

const payout = `
dsl: '1'
process: payout
version: 1.0.0
title: { zh-CN: 付款, en: Payout }
number: P-{yyyy}-{seq:4}
start: { roles: [clerk] }
fields:
  amount: { type: integer, required: true, label: { zh-CN: 金额, en: Amount } }
  receipt: { type: text, label: { zh-CN: 回单, en: Receipt } }
  failure: { type: text, label: { zh-CN: 原因, en: Reason } }
events:
  pay: { title: { zh-CN: 付款, en: Pay } }
  stop: { title: { zh-CN: 停止, en: Stop } }
  print: { title: { zh-CN: 打印, en: Print } }
  tell: { title: { zh-CN: 通知, en: Tell } }
  close: { title: { zh-CN: 关闭, en: Close } }
initial: ready
states:
  ready:
    title: { zh-CN: 待付, en: Ready }
    task: clerk
    on:
      pay: paying
      print: { actions: [ { call: { service: print, input: { copies: =data.amount }, inOrder: true } } ] }
      tell: { actions: [ { notify: { to: leader, template: told, inOrder: true } } ] }
      close: closed
  paying:
    title: { zh-CN: 付款中, en: Paying }
    due: { within: 2 hours, escalate: leader }
    invoke:
      service: bank
      input: { amount: =data.amount }
      retry: { maxAttempts: 3, interval: 10 seconds, backoff: 2, maxInterval: 1 hour }
      onDone:
        - guard: present(event.receipt)
          target: paid
          actions: [ { assign: { receipt: =event.receipt } } ]
        - { target: paid }
      onError:
        - { target: failed, actions: [ { assign: { failure: =event.message } } ] }
    on: { stop: { roles: [clerk], target: ready } }
    after: { 1 day: failed }
  paid:
    title: { zh-CN: 已付, en: Paid }
    task: clerk
    on: { close: closed }
  failed:
    title: { zh-CN: 失败, en: Failed }
    task: clerk
    on: { pay: paying, close: closed }
  closed: { type: final, outcome: closed, title: { zh-CN: 已关闭, en: Closed } }
`

const template = `
template: told
subject: { zh-CN: 通知, en: Told }
body: { zh-CN: "金额 \${data.amount}", en: "Amount \${data.amount}" }
`

const organisation = `
organisation: office
roles:
  clerk: { title: { zh-CN: 职员, en: Clerk } }
  leader: { title: { zh-CN: 领导, en: Leader } }
people:
  ann: { name: Ann, roles: [clerk] }
  li: { name: 李, roles: [leader] }
`

/** A process that waits for a service, calls another, and sends messages. */
export const outsideFiles = [
  { file: 'payout.yaml', text: payout },
  { file: 'organisation.yaml', text: organisation },
  { file: 'templates/told.yaml', text: template },
]

/** A service that waits until it is told what to answer. */
export interface HeldService {
  readonly service: Service
  /** Every attempt so far, in order. */
  readonly attempts: { readonly input: JsonObject; readonly attempt: Attempt }[]
  /** Settles once so many attempts were begun. */
  begun(count: number): Promise<void>
  /** Answers the attempt with this number, counted over all from 0. */
  answer(index: number, output: unknown): void
  /** Has that attempt throw. */
  fail(index: number, error: unknown): void
}

/** Makes a service that does nothing by itself. */
export function heldService(): HeldService {
  const attempts: { input: JsonObject; attempt: Attempt }[] = []
  const answers: { resolve: (output: JsonObject) => void; reject: (error: unknown) => void }[] = []
  let waiting: { readonly count: number; readonly done: () => void }[] = []
  return {
    attempts,
    service: (input, attempt) =>
      new Promise<JsonObject>((resolve, reject) => {
        attempts.push({ input, attempt })
        answers.push({ resolve, reject })
        for (const { count, done } of waiting) if (attempts.length >= count) done()
        waiting = waiting.filter(({ count }) => attempts.length < count)
      }),
    begun: (count) =>
      new Promise((done) => {
        if (attempts.length >= count) done()
        else waiting.push({ count, done })
      }),
    answer: (index, output) => answers[index]?.resolve(output as JsonObject),
    fail: (index, error) => answers[index]?.reject(error),
  }
}

/** A channel that keeps what it is given to send. */
export function keepingChannel(): Channel & { readonly sent: { message: OutgoingMessage; key: string }[] } {
  const sent: { message: OutgoingMessage; key: string }[] = []
  return {
    sent,
    send(message, { key }) {
      sent.push({ message, key })
      return Promise.resolve({ id: `sent-${sent.length}` })
    },
  }
}
