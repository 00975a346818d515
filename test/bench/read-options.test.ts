import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { readOptions } from '../../bench/read-options.js'

const sections = ['sends', 'timers']

describe('a call of the benchmarks', () => {
  it('measures all sections at full size and writes no page unless told', () => {
    expect({ ...readOptions([], sections) }).toEqual({ quick: false, only: [], from: [] })
  })

  it('takes each of its options', () => {
    const args = ['--quick', '--only', 'timers', '--only', 'sends', '--write', 'page.md', '--from', 'a.json']

    expect({ ...readOptions(args, sections) }).toEqual({
      ...{ quick: true, only: ['timers', 'sends'] },
      ...{ write: 'page.md', from: ['a.json'] },
    })
  })

  it.each([
    [['--colour'], /^Expected --quick, .*'--colour'/],
    [['timers'], /^Expected --quick, .*'timers'/],
    [['--only'], /^Expected --quick, .*--only/],
    [['--only', 'timer'], /^Expected one of sends, timers behind --only, but found 'timer'\.$/],
  ])('is refused in one line as %j', (args, line) => {
    const refused = (): unknown => readOptions(args, sections)

    expect(refused).toThrow(line)
    expect(refused).not.toThrow(/\n/)
  })

  it('that cannot be meant ends with 2 before anything is measured', () => {
    // Needs `npm run build`.
    const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/bench/main.js', '--colour'], {
      encoding: 'utf8',
    })

    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining('--colour')])
  })
})
