import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errand, files } from '../runtime/errand.js'
import { openServer, type OpenServer } from './open-server.js'

const book = `
register: book
title: { zh-CN: 跑腿登记簿, en: Book of errands }
of: [errand]
columns:
  - { name: number, title: { zh-CN: 编号, en: Number }, value: instance.number }
  - { name: state, title: { zh-CN: 进度, en: State }, value: instance.state }
struckOff: { when: instance.status == "ended" }
roles: [leader]
`
const hidden = book.replace('register: book', 'register: hidden').replace('[leader]', '[customer]')

let folder: string
let open: OpenServer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aftercare-registers-'))
  const more = [
    { file: 'errand.yaml', text: errand },
    { file: 'registers/book.yaml', text: book },
    { file: 'registers/hidden.yaml', text: hidden },
  ]
  for (const { file, text } of [...files, ...more]) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  open = await openServer({ workflows: folder })
  await open.key('ann', 'clerk')
  await open.key('leo', 'leader')
  await open.key('ada', 'admin')
  for (const address of ['Lane 5', 'Lane 6'])
    await open.ask('/api/instances', { as: 'ann', body: { process: 'errand', data: { address } } })
})
afterAll(async () => {
  await open.close()
  await rm(folder, { recursive: true })
})

const ids = async (as: string) =>
  (await open.ask('/api/registers', { as })).body.items.map(({ id }: { id: string }) => id)

describe('GET /api/registers', () => {
  it('lists what the roles of the key open; an admin sees all', async () => {
    expect(await ids('leo')).toEqual(['book'])
    expect(await ids('ann')).toEqual([])
    expect(await ids('ada')).toEqual(['book', 'hidden'])
  })

  it('answers a register that is not for somebody like one that is not there', async () => {
    const asked = ['/api/registers/hidden', '/api/registers/hidden.csv', '/api/registers/nothing'].map(
      (path) => open.ask(path, { as: 'leo' }),
    )

    const replies = await Promise.all(asked)

    expect(replies.map(({ status, body }) => [status, body.code])).toEqual(
      replies.map(() => [404, 'unknown-register']),
    )
    expect((await open.ask('/api/registers')).status).toBe(401)
  })
})

describe('GET /api/registers/{id}', () => {
  it('shows its lines in pages and in the language asked for', async () => {
    const first = await open.ask('/api/registers/book?limit=1&lang=en', { as: 'leo' })
    const second = await open.ask(`/api/registers/book?limit=1&cursor=${first.body.next}`, { as: 'leo' })

    expect(first.body.register).toMatchObject({
      id: 'book',
      columns: [{ name: 'number' }, { name: 'state' }],
    })
    expect(first.body.items).toMatchObject([{ shown: { state: 'Waiting' }, struckOff: false }])
    expect(second.body.items).toMatchObject([{ shown: { state: '等待' } }])
    expect(second.body.items[0].number).not.toBe(first.body.items[0].number)
  })

  it.each([
    ['from=2026-02-30', 'from'],
    ['to=tomorrow', 'to'],
    ['open=perhaps', 'open'],
    ['lang=de', 'lang'],
    ['limit=0', 'limit'],
    ['sort=number', 'sort'],
  ])('refuses %s and names it', async (query, field) => {
    const reply = await open.ask(`/api/registers/book?${query}`, { as: 'leo' })

    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({ code: 'request-invalid', problems: [{ field }] })
  })

  it('refuses a period that ends before it begins, in every form', async () => {
    const query = 'from=2026-10-02&to=2026-10-01'
    const replies = await Promise.all(
      ['', '.csv', '.xlsx'].map((form) => open.ask(`/api/registers/book${form}?${query}`, { as: 'leo' })),
    )

    expect(replies.map(({ status }) => status)).toEqual([422, 422, 422])
  })
})

describe('a register as a file', () => {
  it('comes as CSV to be saved under its name', async () => {
    const { status, headers, body } = await open.ask('/api/registers/book.csv?open=true', { as: 'ada' })

    expect(status).toBe(200)
    expect(headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('Content-Disposition')).toBe('attachment; filename=book.csv')
    expect(String(body).split('\r\n')).toHaveLength(4)
    expect(body).toContain('编号,进度,销号')
  })

  it('comes as a workbook', async () => {
    const { status, headers, body } = await open.ask('/api/registers/book.xlsx', { as: 'leo' })

    expect(status).toBe(200)
    expect(headers.get('Content-Type')).toContain('spreadsheetml.sheet')
    expect(String(body).startsWith('PK')).toBe(true)
  })
})
