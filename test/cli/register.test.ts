import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errand, files } from '../runtime/errand.js'
import { accepted, contents, openTestEngine, type TestEngine } from '../runtime/open-test-engine.js'
import { aftercare } from './run-aftercare.js'

const book = `
register: book
title: { zh-CN: 跑腿登记簿, en: Book of errands }
of: [errand]
columns:
  - { name: number, title: { zh-CN: 编号, en: Number }, value: instance.number }
  - { name: address, title: { zh-CN: 地址, en: Address }, value: data.address }
struckOff: { when: instance.status == "ended" }
roles: [leader]
`

let test: TestEngine
let folder: string
let where: readonly string[]

beforeAll(async () => {
  test = await openTestEngine()
  folder = await mkdtemp(join(tmpdir(), 'aftercare-register-'))
  const all = [...files, { file: 'errand.yaml', text: errand }, { file: 'registers/book.yaml', text: book }]
  for (const { file, text } of all) {
    await mkdir(dirname(join(folder, 'workflows', file)), { recursive: true })
    await writeFile(join(folder, 'workflows', file), text)
  }
  where = ['--db', test.file, '--workflows', join(folder, 'workflows')]
  for (const address of ['Lane 5', 'Lane 6'])
    accepted(
      await test.engine.create('errand', { actor: { id: 'ann', roles: ['clerk'] }, data: { address } }),
    )
})
afterAll(async () => {
  await test.close()
  await rm(folder, { recursive: true })
})

describe('aftercare register', () => {
  it('lists the registers of the folder, and shows one page by page, changing nothing', async () => {
    const before = await contents(test)
    const list = await aftercare(['register', ...where, '--json'])
    const first = await aftercare(['register', 'book', ...where, '--limit', '1', '--json'])
    const cursor = String(first.json().next)
    const second = await aftercare(['register', 'book', ...where, '--cursor', cursor, '--lang', 'en'])

    expect(list.json()).toMatchObject({ items: [{ id: 'book', of: ['errand'], roles: ['leader'] }] })
    expect(first.json()).toMatchObject({ id: 'book', items: [{ shown: { address: 'Lane 5' } }] })
    expect(second.out).toContain('Address: Lane 6')
    expect(second.out).not.toContain('Lane 5')
    expect(await contents(test)).toBe(before)
  })

  it('exports CSV to standard output, and either form into a file', async () => {
    const workbook = join(folder, 'book.xlsx')
    const csv = await aftercare(['register', 'book', ...where, '--csv', '--lang', 'en'])
    const written = await aftercare(['register', 'book', ...where, '--xlsx', '--out', workbook])

    expect([csv.code, written.code]).toEqual([0, 0])
    expect(csv.out).toBe('\uFEFFNumber,Address,Struck off\r\nE-2026-0001,Lane 5,\r\nE-2026-0002,Lane 6,\r\n')
    expect((await readFile(workbook)).subarray(0, 2).toString()).toBe('PK')
  })

  it.each([
    [['nothing'], "found 'nothing'. There are: book."],
    [['book', '--from', 'monday'], "as 'from', but found 'monday'"],
    [['book', '--xlsx'], 'Expected --out'],
    [['book', '--out', 'x.csv'], 'Expected --csv or --xlsx'],
    [['book', '--csv', '--json'], 'found several'],
    [['book', '--limit', '0'], '--limit'],
  ])('says what is wrong with %j and exits with 2', async (args, message) => {
    const ran = await aftercare(['register', ...args, ...where])

    expect(ran.code).toBe(2)
    expect(ran.err + ran.out).toContain(message)
  })
})
