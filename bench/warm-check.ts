import { checkWorkflows, readSources } from '../engine/index.js'
import { perSecond, rounded, type Row } from './measure.js'

const mostMilliseconds = 50

/** Milliseconds to read and check a process of fifty states once the schemas are compiled. */
export async function warmCheck(): Promise<readonly Row[]> {
  const source = { file: 'fifty.yaml', text: fiftyStates() }
  const rate = await perSecond(
    {
      name: 'read and check fifty states',
      run(count) {
        for (let i = 0; i < count; i += 1) {
          const { problems } = checkWorkflows(readSources([source]))
          const error = problems.find((problem) => problem.severity === 'error')
          if (error) throw new Error(error.message)
        }
      },
    },
    3,
  )
  const milliseconds = rounded(1000 / rate)
  return [
    {
      what: 'check of a process of fifty states, warm',
      figures: { milliseconds },
      target: `<= ${mostMilliseconds} milliseconds`,
      reached: milliseconds <= mostMilliseconds,
    },
  ]
}

/** A chain of states, each with a task, a deadline, a requirement and a way back to the first. */
function fiftyStates(): string {
  const numbers = Array.from({ length: 49 }, (_, index) => index)
  const states = numbers.map(
    (i) => `  s${i}:
    title: { zh-CN: 状态${i}, en: State ${i} }
    task: clerk
    due: { within: 3 days }
    on:
      next-${i}: { require: [ { if: data.count < ${i + 5}, else: { zh-CN: 太多, en: Too many } } ], target: ${i === 48 ? 'done' : `s${i + 1}`} }
      back-${i}: { actions: [ { assign: { count: =data.count + 1 } } ], target: s0, reenter: true }`,
  )
  const events = numbers.flatMap((i) =>
    ['next', 'back'].map((word) => `  ${word}-${i}: { title: { zh-CN: 事件${i}, en: ${word} ${i} } }`),
  )
  return `dsl: "1"
process: fifty
version: "1"
title: { zh-CN: 五十, en: Fifty }
fields: { count: { type: integer, default: 0, label: { zh-CN: 数, en: Count } } }
events:
${events.join('\n')}
initial: s0
states:
${states.join('\n')}
  done: { type: final, outcome: done, title: { zh-CN: 完成, en: Done } }
`
}
