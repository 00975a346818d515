import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSources } from '../../engine/definition/read-source.js'
import { readWorkflowFiles } from '../../engine/runtime/workflow-files.js'

/** `template: t`, `title: 催`, `body: 请答复` as an editor on Chinese Windows saves it. */
const gbk = Buffer.concat([
  Buffer.from('template: t\ntitle: '),
  Buffer.from([0xb4, 0xdf]),
  Buffer.from('\nbody: '),
  Buffer.from([0xc7, 0xeb, 0xb4, 0xf0, 0xb8, 0xb4]),
  Buffer.from('\n'),
])

describe('files of workflows', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'files-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const write = (name: string, content: Buffer | string): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }

  it('saved as GBK are one problem that names line and remedy, and the others are read', async () => {
    expect(new TextDecoder('gbk').decode(gbk)).toContain('请答复')
    const file = write('a.yaml', gbk)
    write('b.yaml', 'template: other\nbody: 请答复\n')

    const { documents, problems } = readSources(await readWorkflowFiles([folder]))

    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({
      code: 'file-unreadable',
      severity: 'error',
      place: { file, line: 1 },
    })
    expect(problems[0]?.message).toContain('line 2 is not UTF-8')
    expect(problems[0]?.hint).toContain('Save the file as UTF-8')
    expect(documents.map(({ id }) => id)).toEqual(['other'])
  })

  it('saved as UTF-16 are no UTF-8 either', async () => {
    write('a.yaml', Buffer.from('\ufefftemplate: t\nbody: 请答复\n', 'utf16le'))
    const { problems } = readSources(await readWorkflowFiles([folder]))
    expect(problems.map(({ code }) => code)).toEqual(['file-unreadable'])
  })

  it('saved with a byte order mark are read', async () => {
    write('a.yaml', '\ufefftemplate: t\nbody: 请答复\n')
    const { documents, problems } = readSources(await readWorkflowFiles([folder]))
    expect(problems).toEqual([])
    expect(documents.map(({ id }) => id)).toEqual(['t'])
  })

  it('behind links are read, each once, as a mounted configuration links to its newest version', async () => {
    mkdirSync(join(folder, '..2026_11_22'))
    write('..2026_11_22/a.yaml', 'template: a\nbody: x\n')
    symlinkSync('..2026_11_22', join(folder, '..data'))
    symlinkSync('..data/a.yaml', join(folder, 'a.yaml'))
    symlinkSync('.', join(folder, 'round'))
    mkdirSync(join(folder, 'parts'))
    write('parts/b.yml', 'template: b\nbody: x\n')
    symlinkSync('parts', join(folder, 'same-parts'))

    const files = await readWorkflowFiles([folder])

    expect(files.map(({ file }) => file)).toEqual([join(folder, 'a.yaml'), join(folder, 'parts', 'b.yml')])
    expect(readSources(files).documents.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('are read from a folder that is a link itself', async () => {
    mkdirSync(join(folder, 'real'))
    write('real/a.yaml', 'template: a\nbody: x\n')
    symlinkSync('real', join(folder, 'link'))

    const files = await readWorkflowFiles([join(folder, 'link')])

    expect(files.map(({ file }) => file)).toEqual([join(folder, 'link', 'a.yaml')])
  })

  it('whose link leads nowhere are told by name', async () => {
    symlinkSync('gone.yaml', join(folder, 'a.yaml'))

    const { problems } = readSources(await readWorkflowFiles([folder]))

    expect(problems).toMatchObject([{ code: 'file-unreadable', place: { file: join(folder, 'a.yaml') } }])
    expect(problems[0]?.message).toContain('ENOENT')
  })

  // Reading the memory of the process from its beginning fails for everybody, root included.
  it.skipIf(!existsSync('/proc/self/mem'))(
    'that fail while being read are told with the reason',
    async () => {
      const { problems } = readSources(await readWorkflowFiles(['/proc/self/mem']))
      expect(problems.map(({ code }) => code)).toEqual(['file-unreadable'])
      expect(problems[0]?.message).toMatch(/cannot be opened \(E[A-Z]+\)/)
    },
  )
})
