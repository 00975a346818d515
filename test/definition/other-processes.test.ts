import { describe, expect, it } from 'vitest'
import { checkWorkflows, readSources } from '../../engine/definition/index.js'

/** A case that waits for a repair with these branches, and what is wrong in it. */
function problemsOf(invoke: string, repair = 'fixed'): readonly string[] {
  const file = (name: string, body: string) => ({
    file: `${name}.yaml`,
    text: `dsl: "1"\nprocess: ${name}\nversion: "1"\ntitle: ${name}\nstart: { roles: [clerk] }\n${body}\n`,
  })
  const claim = `
initial: waiting
states:
  waiting:
    title: Waiting
    invoke: ${invoke}
  good: { type: final, outcome: good, title: Good }
  bad: { type: final, outcome: bad, title: Bad }`
  const other = `
fields: { serial: { type: text }, fault: { type: text } }
initial: open
states:
  open: { title: Open, task: clerk, due: 1 day, on: { finish: { title: Finish, target: done } } }
  done: { type: final, outcome: ${repair}, title: Done }`
  const { problems } = checkWorkflows(readSources([file('claim', claim), file('repair', other)]))
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, hint }) => `${code}: ${message} ${hint ?? ''}`)
}

describe('the outcome of an awaited case', () => {
  const waiting = (outcome: string) =>
    `{ process: repair, onDone: [{ guard: 'event.outcome == "${outcome}"', target: good }, { target: bad }] }`

  it.each(['fixed', 'cancelled', 'merged-into'])(
    'may be compared with what its process ends with: %s',
    (outcome) => {
      expect(problemsOf(waiting(outcome))).toEqual([])
    },
  )

  it('is a problem where no case of the process ever ends so', () => {
    expect(problemsOf(waiting('fixd'))).toEqual([
      expect.stringMatching(/^expression-type: .*'fixd'.*/) as string,
    ])
  })
})

describe('what another process has', () => {
  it('is listed where a field is not among it', () => {
    expect(problemsOf('{ process: repair, input: { colour: red }, onDone: good }')).toEqual([
      "unknown-field: Expected a field of 'repair', but nothing is called 'colour'. Known are 'serial', 'fault'.",
    ])
  })
})

describe('the name of another process', () => {
  it('is never an expression, and that is one problem', () => {
    expect(problemsOf('{ process: =data.which, onDone: good }')).toEqual([
      expect.stringMatching(
        /^wrong-value: Expected the name of a process, but found the expression '=data.which'\. .*guard/,
      ) as string,
    ])
  })
})
