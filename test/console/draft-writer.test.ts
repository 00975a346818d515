import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient } from '../../server/client/index.js'
import { DraftWriter } from '../../server/console/src/drafts/draft-writer.js'
import type { DraftState } from '../../server/console/src/drafts/draft-state.js'
import type { Entered } from '../../server/console/src/drafts/entered.js'

const note = (text: string): Entered => ({ answers: text === '' ? {} : { note: text }, before: {} })
const place = { instance: 'c1', event: 'found', state: 'a', visit: 1 }

/** Requests of a writer, each held until it is answered; what is answered is done in the order of the answers. */
function slowServer() {
  const drafts = new Map<string, string>()
  const held: {
    readonly what: string
    readonly isGone: () => boolean
    answer: (status?: number) => Promise<void>
  }[] = []
  const api = createClient({
    url: '',
    retries: 0,
    fetch: (address, init = {}) =>
      new Promise((resolve, reject) => {
        const path = address as string
        const body = JSON.parse(init.body as string) as { visit?: number; answers?: { note: string } }
        const signal = init.signal ?? undefined
        signal?.addEventListener('abort', () => reject(signal.reason as Error))
        held.push({
          what: body.answers ? `save ${body.answers.note}` : 'discard',
          isGone: () => signal?.aborted ?? false,
          answer: async (status = 200) => {
            if (signal?.aborted) return
            if (status !== 200) resolve(problem(status))
            else if (body.answers) {
              drafts.set(`d${body.visit ?? 0}`, body.answers.note)
              resolve(Response.json({ id: `d${body.visit ?? 0}`, updatedAt: 'now' }))
            } else {
              drafts.delete(path.split('/').at(-2) ?? '')
              resolve(new Response(null, { status: 204 }))
            }
            await vi.advanceTimersByTimeAsync(0)
          },
        })
      }),
  })
  const told: DraftState[] = []
  const writer = new DraftWriter(api, { place, id: undefined }, (state) => told.push(state))
  return { drafts, held, told, writer, states: () => told.map(({ is }) => is) }
}

function problem(status: number): Response {
  return new Response(JSON.stringify({ status, code: 'too-many-drafts', detail: 'full' }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  })
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())
const typing = () => vi.advanceTimersByTimeAsync(900)
const atOnce = () => vi.advanceTimersByTimeAsync(0)

describe('drafts on their way to the server', () => {
  it('go one after the other, the last one last', async () => {
    const { drafts, held, states, writer } = slowServer()
    writer.keep(note('one'))
    await typing()
    writer.keep(note('two'))
    await typing()
    const first = held.map(({ what }) => what)
    await held[0]?.answer()
    await held[1]?.answer()

    expect(first).toEqual(['save one'])
    expect([...drafts.values()]).toEqual(['two'])
    expect(states()).toEqual(['keeping', 'kept', 'keeping', 'kept'])
  })

  it('are not thrown away with what was emptied before', async () => {
    const { drafts, held, writer } = slowServer()
    writer.keep(note('one'))
    await typing()
    writer.keep(note(''))
    await typing()
    writer.keep(note('typed meanwhile'))
    await held[0]?.answer()
    await held[1]?.answer()
    await typing()
    await held[2]?.answer()

    expect(held.map(({ what }) => what)).toEqual(['save one', 'discard', 'save typed meanwhile'])
    expect([...drafts.values()]).toEqual(['typed meanwhile'])
  })

  it('wait for each other when the form is left within the console', async () => {
    const { drafts, held, writer } = slowServer()
    writer.keep(note('one'))
    await typing()
    writer.keep(note('two'))
    writer.close()
    await atOnce()
    const before = held.length
    await held[0]?.answer()
    await held[1]?.answer()

    expect(before).toBe(1)
    expect([...drafts.values()]).toEqual(['two'])
  })

  it('end what is on its way when the page is about to go', async () => {
    const { drafts, held, writer } = slowServer()
    writer.keep(note('one'))
    await typing()
    writer.keep(note('two'))
    writer.flush()
    writer.keep(note('three'))
    writer.hurry()
    await atOnce()
    const gone = held.map(({ what, isGone }) => [what, isGone()])
    await held[1]?.answer()
    await held[0]?.answer()
    await atOnce()

    expect(gone).toEqual([
      ['save one', true],
      ['save three', false],
    ])
    expect(held.length).toBe(2)
    expect([...drafts.values()]).toEqual(['three'])
  })

  it('do not rise again once they were sent, even from a hurried write', async () => {
    const { drafts, held, states, writer } = slowServer()
    writer.keep(note('one'))
    writer.hurry()
    await atOnce()
    writer.keep(note('two'))
    writer.drop()
    await held[0]?.answer()
    await held[1]?.answer()
    await typing()

    expect(held.map(({ what }) => what)).toEqual(['save one', 'discard'])
    expect(drafts.size).toBe(0)
    expect(states().at(-1)).toBe('none')
  })

  it('are tried again after a fault, and not after a refusal', async () => {
    const { drafts, held, told, writer } = slowServer()
    writer.keep(note('one'))
    await typing()
    await held[0]?.answer(500)
    await vi.advanceTimersByTimeAsync(3_100)
    await held[1]?.answer(500)
    await vi.advanceTimersByTimeAsync(3_100)
    const between = held.length
    writer.flush()
    await atOnce()
    await held[2]?.answer()
    writer.keep(note('two'))
    await typing()
    await held[3]?.answer(409)
    await vi.advanceTimersByTimeAsync(100_000)

    expect(between).toBe(2)
    expect([...drafts.values()]).toEqual(['one'])
    expect(held.length).toBe(4)
    expect(told.at(-1)).toMatchObject({ is: 'refused', why: { code: 'too-many-drafts' } })
  })

  it('follow their form to a later visit', async () => {
    const { drafts, held, writer } = slowServer()
    writer.keep(note('one'))
    await typing()
    await held[0]?.answer()
    writer.moveTo({ ...place, visit: 2 }, note('one'))
    await typing()
    await held[1]?.answer()
    await held[2]?.answer()

    expect([...drafts]).toEqual([['d2', 'one']])
  })
})
