import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer } from '../open-server.js'

let open: OpenServer

beforeAll(async () => {
  open = await openServer()
  await open.key('dora', 'desk')
})
afterAll(() => open.close())

const members = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_each, at) => [`member-${at}`, 0]))

const create = (body: unknown, headers = {}) => open.ask('/api/instances', { as: 'dora', body, headers })

describe('a body beyond a limit', () => {
  it.each<[string, unknown, string, object?]>([
    ['a name of 250,000 letters', { process: 'x'.repeat(250_000) }, '404 unknown-process'],
    ['a member with a name of 200,000 letters', { ['n'.repeat(200_000)]: 1 }, '422 request-invalid'],
    ['10,000 members nobody knows', { process: 'enquiry', ...members(10_000) }, '422 request-invalid'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), '400 request-malformed'],
    [
      'another charset',
      Buffer.from('{}', 'utf16le'),
      '415 media-type-unsupported',
      { 'Content-Type': 'application/json; charset=utf-16le' },
    ],
  ])('is refused in few words: %s', async (_what, sent, expected, headers) => {
    const { status, body } = await create(sent, headers)

    expect(`${status} ${String(body.code)}`).toBe(expected)
    expect(JSON.stringify(body).length).toBeLessThan(65_536)
  })

  it('is told with its first twenty mistakes and how many more there are', async () => {
    const { body } = await create({ process: 'enquiry', ...members(100) })

    expect(body.problems).toHaveLength(20)
    expect(body.moreProblems).toBe(80)
  })
})
