import { readFileSync } from 'node:fs'
import { test } from 'vitest'
import { readSources } from '/work/main/engine/definition/read-source.js'
import { renderProblem } from '/work/main/engine/errors/render-problem.js'
test('x', () => {
  const files = (process.env.F ?? '').split(',').map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  const t = Date.now()
  const set = readSources(files)
  console.log(Date.now() - t, 'ms')
  for (const p of set.problems) console.log(renderProblem(p))
  if (process.env.J) for (const d of set.documents) console.log(d.kind, d.id, d.sound, JSON.stringify(d.value, null, 1))
})
