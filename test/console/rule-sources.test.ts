import { describe, expect, it } from 'vitest'
import { ruleSources } from '../../server/console/src/api/rule-sources.js'

describe('where the rules of a version come from', () => {
  it('is told by place, and never read out of a text that only looks like it', async () => {
    const rules = await ruleSources(
      [
        'process: repair',
        'source: [the head names the whole file]',
        'title:',
        '  en: |',
        '    source: no rule',
        'parameters:',
        '  intakeWithin:',
        '    source: 002 L10',
        'requires:',
        '  - require: "true"',
        '    source: [A, B]',
      ].join('\n'),
    )

    expect(rules).toEqual([
      { path: ['parameters', 'intakeWithin'], sources: ['002 L10'] },
      { path: ['requires', '1'], sources: ['A', 'B'] },
    ])
  })
})
