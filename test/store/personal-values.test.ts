import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../engine/errors/canonical-json.js'
import { commitment, randomSalts } from '../../engine/store/personal-values.js'

describe('salts of personal values', () => {
  it('are 16 bytes each, and none comes twice, however many are asked for', () => {
    const salts = Array.from({ length: 1_000 }, randomSalts)

    expect(salts.every((salt) => /^[0-9a-f]{32}$/.test(salt))).toBe(true)
    expect(new Set(salts).size).toBe(salts.length)
    expect(salts).not.toContain('0'.repeat(32))
  })
})

describe('the commitment to a personal value', () => {
  it('is the hash of the salt followed by the one text of the value', () => {
    const salt = '00ff'.repeat(8)
    const value = { name: '王建国', phone: ['138', null] }

    const expected = createHash('sha256').update(Buffer.from(salt, 'hex')).update(canonicalJson(value))

    expect(commitment(salt, value)).toBe(expected.digest('hex'))
  })
})
