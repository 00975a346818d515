import { describe, expect, it } from 'vitest'
import { step, type CaseMessage, type InstanceRecord } from '../../engine/core/index.js'
import { checkWorkflows, readSources } from '../../engine/definition/index.js'
import { plainCalendar } from '../../engine/time/index.js'
import { clerk, monday, processOf } from './play.js'

const batch = (maxItems: number): string => `
fields:
  things: { type: list, of: { type: text }, maxItems: ${maxItems}, default: [] }
  bag: { schema: { type: object, properties: { all: { type: array } } }, type: object }
events: { go: { title: Go } }
initial: open
states:
  open:
    title: Open
    task: clerk
    on: { go: working }
    after: { 1 day: done }
  working:
    title: Working
    invoke: { process: probe, forEach: =data.bag.all, onDone: done }
  done: { type: final, outcome: done, title: Done }
`

const facts = { calendar: plainCalendar('UTC'), series: {} }

function begun(
  body: string,
  data: object,
): { process: ReturnType<typeof processOf>; record: InstanceRecord } {
  const process = processOf(body)
  const command = { kind: 'create', id: 'case', data: { ...data }, actor: clerk } as const
  const result = step(process, facts, undefined, command, monday)
  if (result.kind === 'refused') throw new Error(JSON.stringify(result.refusal))
  return { process, record: result.after }
}

describe('one case for each item', () => {
  it('is refused for a list of ten thousand, and nothing begins', () => {
    const { process, record } = begun(batch(10), { bag: { all: Array.from({ length: 10_000 }, () => 'x') } })
    const command = { kind: 'send', event: 'go', payload: {}, actor: clerk } as const
    const result = step(process, facts, record, command, monday)

    expect(result).toMatchObject({
      kind: 'refused',
      refusal: { code: 'too-many-cases', reasons: [{ found: '10000' }] },
    })
  })

  it('is a problem of the file where the list may be that long', () => {
    const text = `dsl: '1'\nprocess: probe\nversion: '1'\ntitle: Probe\n${batch(900).replace('data.bag.all', 'data.things')}`
    const { problems } = checkWorkflows(readSources([{ file: 'probe.yaml', text }]))

    expect(problems.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'wrong-value', found: '900', place: { line: expect.any(Number) as number } },
    ])
  })
})

describe('cases that begin one another', () => {
  it('stop at a depth: the case that would be too deep does not begin', () => {
    const chain = processOf(`
fields: { n: { type: integer, default: 0 } }
initial: open
states:
  open: { title: Open, task: clerk, always: [{ guard: data.n >= 0, target: next }], after: { 1 day: done } }
  next: { title: Next, invoke: { process: probe, onDone: done, onError: done } }
  done: { type: final, outcome: done, title: Done }
`)
    let command: Parameters<typeof step>[3] = { kind: 'create', id: 'case', data: {}, actor: clerk }
    let depth = 0
    for (;;) {
      const result = step(chain, facts, undefined, command, monday)
      if (result.kind === 'refused') {
        expect(result.refusal.code).toBe('too-many-levels')
        break
      }
      const [message] = result.messages as readonly [CaseMessage]
      if (message.body.kind !== 'begin') throw new Error('Expected a case to be asked for.')
      const { data, origin } = message.body
      command = { kind: 'create', id: message.to, data, origin, actor: { id: 'case:x', roles: [] } }
      depth += 1
    }

    expect(depth).toBe(20)
  })
})

describe('what another case sends', () => {
  const talking = `
events: { news: { title: News }, close: { title: Close } }
initial: open
states:
  open:
    title: Open
    task: clerk
    on: { news: { roles: [], target: heard }, close: { roles: clerk, target: heard } }
    after: { 1 day: heard }
  heard: { type: final, outcome: heard, title: Heard }
`

  it('is taken where nobody outside may send it, and nowhere else', () => {
    const { process, record } = begun(talking, {})
    const receive = (event: string) =>
      step(
        process,
        facts,
        record,
        { kind: 'receive', message: 'o-p1', from: 'o', event, payload: {} },
        monday,
      )

    expect(receive('close')).toMatchObject({ kind: 'refused', refusal: { code: 'forbidden' } })
    expect(receive('news')).toMatchObject({
      kind: 'advanced',
      after: { outcome: 'heard' },
      trail: [{ type: 'message-taken', actor: 'case:o' }, { type: 'event-accepted' }, {}, {}, {}, {}, {}],
    })
  })

  it('is ignored, with a fact in the trail, when it is the end of a case nobody waits for', () => {
    const { process, record } = begun(talking, {})
    const child = { instance: 'other', process: 'probe', status: 'ended', outcome: 'done' } as const
    const result = step(process, facts, record, { kind: 'child-ended', invocation: 'case-p1', child }, monday)

    expect(result).toMatchObject({
      kind: 'advanced',
      after: { status: 'active' },
      trail: [{ type: 'child-ignored', body: { case: 'other', outcome: 'done' } }],
    })
  })
})
