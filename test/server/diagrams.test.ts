import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer, type Reply } from './open-server.js'

let open: OpenServer
let id: string
const ask = (path: string, as = 'dora'): Promise<Reply> => open.ask(path, { as })

beforeAll(async () => {
  open = await openServer()
  await open.key('dora', 'desk')
  await open.key('carl', 'customer')
  const body = { process: 'enquiry', data: { subject: 'secret of Wang' } }
  id = String((await open.ask('/api/instances', { as: 'dora', body })).body.id)
  await open.ask(`/api/instances/${id}/events`, { as: 'dora', body: { event: 'forward' } })
})
afterAll(() => open.close())

describe('the picture of a process over HTTP', () => {
  it('is drawn once and kept: in the language asked for, under a policy of its own', async () => {
    const first = await ask('/api/processes/enquiry/diagram.svg?lang=en')
    const again = await ask('/api/processes/enquiry/diagram.svg?lang=en')
    const chinese = await ask('/api/processes/enquiry/diagram.svg')

    expect(first.status).toBe(200)
    expect(first.headers.get('content-type')).toContain('image/svg+xml')
    expect(first.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
    expect(first.body).toContain('aria-label="Received, due within 2 hours"')
    expect(again.body).toBe(first.body)
    expect(chinese.body).toContain('aria-label="已收到，期限 2 小时"')
  })

  it('leaves its style to the page where that is asked for, and refuses what it does not know', async () => {
    const bare = await ask('/api/processes/enquiry/diagram.svg?style=outside&theme=dark')
    const wrong = await ask('/api/processes/enquiry/diagram.svg?lang=fr')
    const unknown = await ask('/api/processes/nothing/diagram.svg')

    expect(bare.body).not.toContain('<style')
    expect(bare.body).toContain('class="aftercare-diagram dark"')
    expect([wrong.status, wrong.body.code]).toEqual([422, 'request-invalid'])
    expect([unknown.status, unknown.body.code]).toEqual([404, 'unknown-process'])
  })
})

describe('the picture of a case over HTTP', () => {
  it('shows where it is and was and the ways it took, and nothing of its data', async () => {
    const picture = await ask(`/api/instances/${id}/diagram.svg?lang=en`)
    const outline = await ask(`/api/instances/${id}/diagram.txt?lang=en`)

    expect(picture.body).toMatch(/class="state atomic current[^"]*"[^>]*data-state="forwarded"/)
    expect(picture.body).toMatch(/class="state atomic visited"[^>]*data-state="received"/)
    expect(picture.body).toContain('class="edge event taken"')
    expect(outline.headers.get('content-type')).toContain('text/plain')
    expect(outline.body).toContain('Forward → Forwarded ×1')
    for (const { body } of [picture, outline]) expect(body).not.toMatch(/secret|Wang|dora/)
  })

  it('is not for whoever does not read the case', async () => {
    const { status, body } = await ask(`/api/instances/${id}/diagram.svg`, 'carl')

    expect([status, body.code]).toEqual([404, 'unknown-instance'])
  })
})
