import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { files } from '../runtime/errand.js'
import { accepted, contents, openTestEngine, sound, type TestEngine } from '../runtime/open-test-engine.js'
import { aftercare } from './run-aftercare.js'

const slip = `
paper: slip
title: { zh-CN: 送货单, en: Delivery slip }
series: D-{yyyy}-{seq:3}
fields: { address: { type: text, required: true, label: { zh-CN: 地址, en: Address } } }
`
const withSlip = files.map(({ file, text }) => ({
  file,
  text: text.replace('go: under-way', 'go: { actions: { issue: slip }, target: under-way }'),
}))

let test: TestEngine
let folder: string
let id: string
let number: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aftercare-paper-'))
  test = await openTestEngine({
    workflows: sound([...withSlip, { file: 'papers/slip.yaml', text: slip }]),
  })
  const actor = { id: 'ann', roles: ['clerk'] }
  const created = accepted(await test.engine.create('errand', { actor, data: { address: 'Lane 5' } }))
  id = created.id
  number = created.number ?? ''
  accepted(await test.engine.send(id, 'go', { actor }))
})
afterAll(async () => {
  await test.close()
  await rm(folder, { recursive: true })
})

describe('aftercare paper', () => {
  it('lists the papers of a case by its id or number, and changes nothing', async () => {
    const before = await contents(test)
    const told = await aftercare(['paper', number, '--db', test.file])
    const json = await aftercare(['paper', id, '--db', test.file, '--json'])

    expect(told.out).toBe('slip D-2026-001: issued (送货单, Delivery slip)\n')
    expect(json.json()).toMatchObject({
      instance: id,
      items: [{ paper: 'slip', number: 'D-2026-001', state: 'issued', values: { address: 'Lane 5' } }],
    })
    expect(await contents(test)).toBe(before)
  })

  it('writes one as a page for print', async () => {
    const out = join(folder, 'slip.html')
    const ran = await aftercare(['paper', id, 'slip', 'D-2026-001', '--db', test.file, '--out', out])
    const printed = await aftercare(['paper', id, 'slip', '--db', test.file])

    expect([ran.code, printed.code]).toEqual([0, 0])
    const page = await readFile(out, 'utf8')
    expect(page).toBe(printed.out)
    expect(page).toContain('<h1>送货单<small>Delivery slip</small></h1>')
    // The engine knows the directory, the command without a folder does not: people stand there by their ids.
    const named = await test.engine.printPaper(id, 'slip')
    expect(named).toContain('<b>Ann</b>')
    expect(page).toBe(named?.replace('<b>Ann</b>', '<b>ann</b>'))
  })

  it('calls people by their names where a folder has them', async () => {
    const definitions = join(folder, 'workflows')
    await mkdir(join(definitions, 'templates'), { recursive: true })
    await Promise.all(files.map(({ file, text }) => writeFile(join(definitions, file), text)))

    const printed = await aftercare(['paper', id, 'slip', '--db', test.file, '--workflows', definitions])

    expect(printed.out).toBe(await test.engine.printPaper(id, 'slip'))
  })

  it.each([
    ['a case that is not there', ['nobody-knows']],
    ['a paper the case does not have', ['case-1', 'ticket']],
    ['a number that was not issued', ['case-1', 'slip', 'D-9']],
    ['a file without a paper', ['case-1', '--out', 'x.html']],
  ])('ends with 2 for %s', async (_what, args) => {
    const ran = await aftercare(['paper', ...args, '--db', test.file, '--json'])

    expect([ran.code, ran.json().error.code]).toEqual([2, 'usage-wrong'])
  })
})
