import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  checkWorkflows,
  createEngine,
  openSqlite,
  readSources,
  type Replay,
  type ReplayReport,
} from '../../engine/index.js'
import { fencesOf, readPage } from './fences.js'

const fences = fencesOf(readPage('language/replay.md'))
const house = fencesOf(readPage('language/organisation.md')).filter(({ marks }) => 'shared' in marks)
const log = fences.find(({ language }) => language === 'csv')
const report = fences.find(({ language }) => language === 'json')

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aftercare-replay-page-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('docs/language/replay.md', () => {
  it('shows the report that its log gives, and the same when it is run again', async () => {
    const workflows = checkWorkflows(
      readSources(
        [...house, ...fences]
          .filter(({ language, marks }) => language === 'yaml' && 'file' in marks)
          .map(({ marks, text }) => ({ file: marks['file'] ?? '', text })),
      ),
    )
    const sqlite = await openSqlite(join(folder, 'history.db'))
    const engine = await createEngine({ db: sqlite.db, reader: sqlite.reader, workflows })
    const replay = async (): Promise<ReplayReport> => {
      const [process] = engine.processes()
      const [mapping] = workflows.replays
      if (!process || !mapping) throw new Error('Expected a process and a mapping on the page.')
      return engine.replayLog({ mapping: mapping.value as unknown as Replay, csv: log?.text ?? '', process })
    }

    const first = await replay()
    const second = await replay()
    await engine.stop()
    await sqlite.close()

    expect(first).toMatchObject(JSON.parse(report?.text ?? '') as object)
    expect(second).toEqual(first)
  })
})
