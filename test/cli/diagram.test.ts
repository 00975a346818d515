import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accepted, contents, openTestEngine, type TestEngine } from '../runtime/open-test-engine.js'
import { aftercare, root, temporaryFolder } from './run-aftercare.js'

let test: TestEngine
let number: string
const workflows = join(root, 'workflows')

beforeAll(async () => {
  test = await openTestEngine()
  const request = { actor: { id: 'ann', roles: ['clerk'] }, data: { address: 'Lane 5' } }
  number = accepted(await test.engine.create('errand', request)).number ?? ''
})
afterAll(() => test.close())

describe('aftercare diagram', () => {
  it('draws a process of a folder as a picture, as mermaid text and as an outline, by the name of the file', async () => {
    const temporary = await temporaryFolder()
    const folder = temporary.path
    const written = async (file: string): Promise<string> => {
      const ran = await aftercare([
        'diagram',
        'weekend-dispatch',
        '--workflows',
        workflows,
        '-o',
        join(folder, file),
      ])
      expect([ran.code, ran.err]).toEqual([0, ''])
      return readFile(join(folder, file), 'utf8')
    }

    expect(await written('x.svg')).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" class="aftercare-diagram"/,
    )
    expect(await written('x.mmd')).toMatch(/^stateDiagram-v2\n/)
    expect(await written('x.txt')).toMatch(/^Dispatch on weekends\n- /)
    await temporary.remove()
  })

  it('draws a case with where it is, on the version in its database, and changes nothing', async () => {
    const before = await contents(test)
    const picture = await aftercare(['diagram', '--instance', number, '--db', test.file, '--lang', 'zh-CN'])
    const outline = await aftercare([
      'diagram',
      'errand',
      '--instance',
      number,
      '--db',
      test.file,
      '--outline',
      '--json',
    ])

    expect(picture.code).toBe(0)
    expect(picture.out).toMatch(/class="state atomic current/)
    expect(picture.out).toContain('lang="zh-CN"')
    expect(picture.out).not.toContain('Lane 5')
    expect(outline.json()).toMatchObject({
      process: 'errand',
      outline: expect.stringContaining('current state') as string,
    })
    expect(await contents(test)).toBe(before)
  })

  it.each([
    ['nothing to draw', []],
    ['a process that is not there', ['nowhere']],
    ['a profile it does not have', ['weekend-dispatch', '--profile', 'nowhere']],
    ['a file that is no picture', ['weekend-dispatch', '-o', 'x.png']],
    ['a picture for an outline', ['weekend-dispatch', '--outline', '-o', 'x.svg']],
    ['a direction there is none of', ['weekend-dispatch', '--direction', 'up']],
    ['a case that is not there', ['--instance', 'nobody-knows']],
    ['a case of another process', ['repair', '--instance', 'E-1']],
  ])('ends with 2 for %s', async (_what, args) => {
    const ran = await aftercare(['diagram', ...args, '--workflows', workflows, '--db', test.file, '--json'])

    expect(ran.code).toBe(2)
    expect(ran.json()).toMatchObject({ error: { code: 'usage-wrong' } })
  })
})
