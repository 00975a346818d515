import { describe, expect, it } from 'vitest'
import { permissions, usualAccess } from '../../../engine/definition/access/index.js'
import { readFileSync } from 'node:fs'
import { checkFiles, organisationFile, processFile } from '../check-files.js'

const outside = '  guest: { title: { zh-CN: 客人, en: Guest }, outside: true }\n'
const held = '  staff: { sees: [{ processes: all, cases: all }], may: all }\n'

const checked = (text: string, more: Readonly<Record<string, string>> = {}) =>
  checkFiles({
    'repair.yaml': processFile({
      parts:
        'fields:\n  branch: { type: text, search: true, maxLength: 20, label: { zh-CN: 网点, en: Branch } }\n  city: { type: text, maxLength: 20, label: { zh-CN: 市, en: City } }',
    }),
    'organisation.yaml': organisationFile + outside,
    'access.yaml': text,
    ...more,
  })

const found = (text: string, more?: Readonly<Record<string, string>>): readonly string[] =>
  checked(text, more).problems.map(({ code, place, hint }) =>
    `${place?.file}:${place?.line} ${code} ${hint ?? ''}`.trim(),
  )

describe('access rules', () => {
  it('are the usual ones where no file says anything else', () => {
    expect(checkFiles({ 'organisation.yaml': organisationFile }).access).toBe(usualAccess)
  })

  it('of the shipped folder are the usual ones', () => {
    const shipped = readFileSync(new URL('../../../workflows/access.yaml', import.meta.url), 'utf8')
    const { access } = checkFiles({ 'access.yaml': shipped })

    expect(access).toEqual(usualAccess)
  })

  it('deny what they do not say: staff without a line sees nothing and may nothing', () => {
    const { access, problems } = checked(`access: house\nroles:\n${held}`)

    expect(problems).toEqual([])
    expect(access?.staff).toEqual({ sees: [], may: new Set(), registers: { own: false, ids: [] } })
    expect(access?.roles.get('staff')).toMatchObject({
      sees: [{ processes: 'all', cases: 'all', personal: 'masked' }],
      may: new Set(permissions),
    })
  })

  it.each([
    ['an unknown role', '  staf: { registers: own }', "access.yaml:4 unknown-role Did you mean 'staff'?"],
    [
      'an unknown process',
      '  leader: { sees: [{ processes: repare, cases: all }] }',
      "access.yaml:4 unknown-process Did you mean 'repair'?",
    ],
    [
      'an unknown field',
      '  leader: { sees: [{ processes: all, cases: all, hidden: [brunch] }] }',
      "access.yaml:4 unknown-field Did you mean 'branch'?",
    ],
    [
      'an unknown register',
      '  leader: { registers: [turnover-of-parts] }',
      "access.yaml:4 unknown-register Known are 'all', 'own'.",
    ],
    [
      'a branch in a field that lists cannot ask for',
      '  leader: { sees: [{ processes: all, cases: own-branch, byField: city }] }',
      'access.yaml:4 wrong-value Mark it with `search: true` where the process defines it: lists are asked for by its values.',
    ],
    [
      'a branch field where no branch is asked for',
      '  leader: { sees: [{ processes: all, cases: own, byField: branch }] }',
      "access.yaml:4 wrong-value Take it out, or say 'cases: own-branch'.",
    ],
    [
      'cases for people outside',
      '  guest: { sees: [{ processes: all, cases: all }] }',
      'access.yaml:4 wrong-value They see the cases they began or take part in; what a party sees of them stands under `parties` of the process.',
    ],
    [
      'an operator who sees nothing',
      '  leader: { may: [suspend] }',
      'access.yaml:4 operates-unseen Say under `sees` which cases it may be done to.',
    ],
  ])('report %s with its place and a way out', (_what, line, problem) => {
    expect(found(`access: house\nroles:\n${held}${line}\n`)).toEqual([problem])
  })

  it('warn of permissions nobody has, by name', () => {
    const { problems } = checked('access: house\nroles:\n  staff: { may: attach }\n')

    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['permission-nobody-has', 'warning'],
    ])
    expect(problems[0]?.message).toContain("'move'")
    expect(problems[0]?.message).not.toContain("'attach'")
  })

  it('report a permission that does not exist with the nearest one', () => {
    const [problem] = checked(`access: house\nroles:\n${held}  leader: { may: [suspent] }\n`).problems

    expect(problem).toMatchObject({ code: 'wrong-value', place: { file: 'access.yaml', line: 4 } })
    expect(`${problem?.message} ${problem?.hint}`).toContain('suspend')
  })

  it('stand in one file: a second one is reported', () => {
    expect(
      found(`access: house\nroles:\n${held}`, { 'more.yaml': 'access: more\nstaff: { may: note }\n' }),
    ).toEqual(['more.yaml:1 duplicate-id Write all of it in one of them.'])
  })

  it('name the same permissions as the schema', () => {
    const schema = JSON.parse(
      readFileSync(new URL('../../../schemas/strict/access.schema.json', import.meta.url), 'utf8'),
    ) as { $defs?: Record<string, { items: { enum: string[] } }> }
    const [names] = /"enum":\s*\[\s*"all",\s*"note"[^\]]*\]/.exec(JSON.stringify(schema)) ?? ['']

    expect((JSON.parse(names.slice('"enum":'.length)) as string[]).sort()).toEqual(
      ['all', ...permissions].sort(),
    )
  })
})
