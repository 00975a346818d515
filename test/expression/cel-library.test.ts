import { Environment, ParseError, TypeError as CelTypeError } from '@marcbachmann/cel-js'
import { describe, expect, it } from 'vitest'
import { problemsOf, valueOf, withData } from './sample.js'

/** What the library does that the dialect must not. A change in a new version of the library shows up here. */
describe('the CEL library', () => {
  const typed = new Environment().registerVariable('data', {
    schema: { n: 'int', x: 'double', note: 'string', quote: { total: 'int' }, list: 'list' },
  })

  it('refuses a JSON number in an integer field, which the dialect converts', () => {
    expect(() => typed.evaluate('data.n > 1', { data: { n: 3 } })).toThrow(/got 'double'/)
    expect(valueOf('data.qty > 1')).toBe(true)
  })

  it('gives integers as bigint, which JSON cannot write; the dialect gives numbers', () => {
    expect(typed.evaluate('data.n + 1', { data: { n: 3n } })).toBe(4n)
    expect(() => JSON.stringify({ n: typed.evaluate('1 + 1') })).toThrow(TypeError)
    expect(JSON.stringify({ n: valueOf('data.qty + 1') })).toBe('{"n":4}')
  })

  it('has no arithmetic of integer and number, which the dialect mixes', () => {
    expect(typed.check('data.x + data.n').valid).toBe(false)
    expect(typed.check('data.n * data.x').valid).toBe(false)
    expect(valueOf('data.hours + data.qty')).toBe(4.5)
    expect(valueOf('data.hours == data.qty')).toBe(false)
  })

  it('fails in has() when a part on the way is absent; present() is false then', () => {
    expect(() => typed.evaluate('has(data.quote.total)', { data: { n: 1n } })).toThrow()
    expect(valueOf('present(data.quote.total)')).toBe(false)
  })

  it('does not compare typed fields with null, and fails on a JSON null; in the dialect that is an absent answer', () => {
    expect(typed.check('data.note == null').valid).toBe(false)
    expect(() => typed.evaluate('data.note == "a"', { data: { note: null } })).toThrow()
    expect(valueOf('present(data.note)', withData({ note: null }))).toBe(false)
  })

  it('lets the other side of || and && decide, as the dialect does', () => {
    expect(typed.evaluate('data.quote.total > 1 || data.n == 3', { data: { n: 3n } })).toBe(true)
    expect(typed.evaluate('data.quote.total > 1 && false', { data: {} })).toBe(false)
    expect(valueOf('data.quote.total > yuan(1) || data.qty == 3')).toBe(true)
    expect(valueOf('data.quote.total > yuan(1) && false')).toBe(false)
  })

  it('does not let matches be replaced, so the dialect refuses the name', () => {
    expect(() => new Environment().registerFunction('string.matches(string): bool', () => true)).toThrow(
      /overlap/,
    )
    expect(problemsOf('data.note.matches("(a+)+$")')[0]?.hint).toContain('like')
  })

  it('bounds no work at run time, which the dialect counts', () => {
    const list = Array.from({ length: 40 }, (_, index) => BigInt(index))
    const nested = 'data.list.all(a, data.list.all(b, data.list.all(c, c >= 0)))'
    expect(typed.evaluate(nested, { data: { list } })).toBe(true)
    expect(problemsOf('data.tags.all(a, data.tags.all(b, data.tags.all(c, c != "")))')[0]?.code).toBe(
      'expression-too-large',
    )
  })

  it('counts months from 0 and weekdays in UTC; the dialect from 1 and in the zone', () => {
    const sundayInShanghai = { t: new Date('2026-09-26T20:00:00Z') }
    const library = new Environment().registerVariable('t', 'google.protobuf.Timestamp')
    expect(library.evaluate('t.getMonth()', sundayInShanghai)).toBe(8n)
    expect(library.evaluate('t.getDayOfWeek()', sundayInShanghai)).toBe(6n)
    expect(valueOf('month(data.arrivedAt)')).toBe(9)
    expect(valueOf('weekday(data.arrivedAt)')).toBe(7)
  })

  it('reads a hyphen as a subtraction, and an absent key as an error', () => {
    const library = new Environment().registerVariable('visits', 'map<string, int>')
    expect(library.parse('visits.leader-approval').ast.op).toBe('-')
    expect(() => library.evaluate('visits["leader-approval"]', { visits: {} })).toThrow(/No such key/)
    expect(valueOf('visits["leader-approval"]')).toBe(0)
  })

  it('does not read Chinese names', () => {
    expect(() => typed.parse('客户 == 1')).toThrow(ParseError)
  })

  it('reports only the first error of an expression; the dialect reports all', () => {
    const checked = typed.check('data.a == 1 && data.b == 1')
    expect(checked.error).toBeInstanceOf(CelTypeError)
    expect(checked.error?.message).not.toContain('key: b')
    expect(problemsOf('data.a == 1 && data.b == 1').map((problem) => problem.found)).toEqual(['a', 'b'])
  })

  it('takes fen for a plain number; money in the dialect does not compare with one', () => {
    expect(typed.check('data.n >= 50000').valid).toBe(true)
    expect(problemsOf('data.claim >= 50000')[0]?.hint).toBe('Write yuan(50000) for an amount.')
  })
})
