import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SourceChecker, type CheckLimits } from '../../../engine/runtime/versions/source-checker.js'
import { errand, files } from '../errand.js'

const built = pathToFileURL(
  join(import.meta.dirname, '../../../dist/engine/runtime/versions/check-thread.js'),
)
const request = { folder: files, source: { text: errand, file: 'errand.yaml' } }

/** A thread that is no check: what a broken installation, or one that hangs, would do. */
const threads = {
  hangs: 'while (true) {}',
  ends: 'process.exit(3)',
  throws: "throw new Error('no such module')",
  endsOnce: `
    import { existsSync, writeFileSync } from 'node:fs'
    import { parentPort } from 'node:worker_threads'
    const mark = new URL('./was-here', import.meta.url)
    if (!existsSync(mark)) { writeFileSync(mark, ''); process.exit(1) }
    parentPort.postMessage({ text: 'x', problems: [], versions: [] })`,
}

describe('a check in a thread of its own', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aftercare-check-'))
    for (const [name, text] of Object.entries(threads)) await writeFile(join(folder, `${name}.mjs`), text)
  })
  afterAll(() => rm(folder, { recursive: true }))

  const checker = (name: keyof typeof threads, limits: CheckLimits = {}): SourceChecker =>
    new SourceChecker({ ...limits, thread: pathToFileURL(join(folder, `${name}.mjs`)) })

  it('answers as one in this thread does', async () => {
    const [apart, here] = [new SourceChecker({ thread: built }), new SourceChecker()]
    for (const text of [errand, errand.replace('go: under-way', 'go: nowhere'), 'a: {']) {
      const source = { text, file: 'errand.yaml' }
      expect(await apart.check({ folder: files, source })).toEqual(
        JSON.parse(JSON.stringify(await here.check({ folder: files, source }))),
      )
    }
    await apart.stop()
  })

  it('is given up when it takes too long, and so are those that waited for it as long', async () => {
    const slow = checker('hangs', { longest: 300 })

    const answers = await Promise.allSettled([slow.check(request), slow.check(request)])

    expect(answers).toMatchObject([
      { status: 'rejected', reason: { code: 'engine-busy', retryable: true } },
      { status: 'rejected', reason: { code: 'engine-busy', retryable: true } },
    ])
    await slow.stop()
  })

  it('is not asked for by more than it can serve', async () => {
    const slow = checker('hangs', { mostAsked: 2 })
    const waiting = [slow.check(request), slow.check(request)].map((one) =>
      one.catch((error: unknown) => error),
    )

    await expect(slow.check(request)).rejects.toMatchObject({ code: 'engine-busy', retryable: true })

    await slow.stop()
    expect(await Promise.all(waiting)).toMatchObject([{ code: 'engine-stopped' }, { code: 'engine-stopped' }])
    await expect(slow.check(request)).rejects.toMatchObject({ code: 'engine-stopped' })
  })

  it('says of a text that needs more memory than it may have that it is too large', async () => {
    const small = new SourceChecker({ thread: built, mostMemory: 8 })

    const { problems, versions } = await small.check(request)

    expect(problems).toMatchObject([{ code: 'file-too-large', place: { file: 'errand.yaml', line: 1 } }])
    expect(versions).toEqual([])
    await small.stop()
  })

  it('that ends or fails without an answer is told, and the next one is done', async () => {
    await expect(checker('ends').check(request)).rejects.toMatchObject({ code: 'engine-bug' })
    await expect(checker('throws').check(request)).rejects.toThrow('no such module')
    const once = checker('endsOnce')

    const [first, second] = await Promise.allSettled([once.check(request), once.check(request)])

    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'engine-bug' } })
    expect(second).toMatchObject({ status: 'fulfilled', value: { text: 'x' } })
  })
})
