import { describe, expect, it } from 'vitest'
import { StacklessError } from '../../engine/errors/index.js'

class Stop extends StacklessError {
  readonly why: string

  constructor(why: string) {
    super(`Stopped: ${why}.`)
    this.why = why
  }
}

describe('an error that is an answer', () => {
  it('says what it is and collects no stack', () => {
    const stop = new Stop('enough')

    expect(stop).toBeInstanceOf(Error)
    expect(stop).toMatchObject({ message: 'Stopped: enough.', why: 'enough' })
    expect(stop.stack).not.toMatch(/\n\s+at /)
  })

  it('leaves the stacks of others alone', () => {
    new Stop('enough')

    expect(new Error('bug').stack).toMatch(/\n\s+at /)
  })
})
