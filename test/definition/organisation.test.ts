import { describe, expect, it } from 'vitest'
import { checkFiles, marksOf, processFile } from './check-files.js'

const house = (people: string, more = ''): string => `organisation: house
zone: Asia/Shanghai
departments: { service: { title: { zh-CN: 售后部, en: Service }, head: ann } }
branches: { east: { zh-CN: 东区, en: East } }
skills: { compressor: { zh-CN: 压缩机, en: Compressors } }
parties:
  south: { title: { zh-CN: 南方工厂, en: South factory }, kind: factory, roles: [factory] }
roles:
  staff: { title: { zh-CN: 售后人员, en: Staff }, notWith: auditor }
  auditor: { title: { zh-CN: 审计, en: Auditor }, deputies: false }
  factory: { title: { zh-CN: 工厂, en: Factory }, outside: true }
people:
  ann: { name: 安, roles: [staff] }
${people.replace(/^/gm, '  ')}
${more}`

const checked = (people: string, more?: string) => checkFiles({ 'organisation.yaml': house(people, more) })
const problemOf = (people: string) => {
  const { problems } = checked(people)
  return problems.map(({ code, place }) => `${place?.path} ${code}`)
}

describe('an organisation', () => {
  it('says who is who: departments, branches, skills, parties, roles, people', () => {
    const { problems, organisation } = checked(
      'bob: { name: 博, roles: staff, department: service, branch: east, skills: compressor, order: 3, absent: { from: 2026-10-01, to: 2026-10-07, deputy: ann, reason: 年假 } }\n' +
        'fay: { name: 菲, roles: factory, party: south }',
    )
    expect(problems).toEqual([])
    expect(organisation).toEqual({
      departments: { service: { title: { 'zh-CN': '售后部', en: 'Service' }, head: 'ann' } },
      branches: { east: { title: { 'zh-CN': '东区', en: 'East' } } },
      skills: { compressor: { 'zh-CN': '压缩机', en: 'Compressors' } },
      parties: {
        south: { title: { 'zh-CN': '南方工厂', en: 'South factory' }, kind: 'factory', roles: ['factory'] },
      },
      roles: {
        staff: { title: { 'zh-CN': '售后人员', en: 'Staff' }, notWith: ['auditor'] },
        auditor: { title: { 'zh-CN': '审计', en: 'Auditor' }, deputies: false },
        factory: { title: { 'zh-CN': '工厂', en: 'Factory' }, outside: true },
      },
      people: {
        ann: { name: '安', roles: ['staff'] },
        bob: {
          name: '博',
          roles: ['staff'],
          department: 'service',
          branch: 'east',
          skills: ['compressor'],
          order: 3,
          absences: [
            {
              from: Date.parse('2026-10-01T00:00+08:00'),
              to: Date.parse('2026-10-08T00:00+08:00'),
              deputy: 'ann',
              reason: '年假',
            },
          ],
        },
        fay: { name: '菲', roles: ['factory'], party: 'south' },
      },
    })
  })

  it('may stand in several files; where two have the same name, the first counts', () => {
    const { organisation, problems } = checkFiles({
      'a.yaml': house('bob: { name: 博, roles: [staff], department: service }'),
      'b.yaml':
        'organisation: branch\nroles: { porter: { zh-CN: 搬运, en: Porter } }\npeople: { bob: { name: 另, roles: [porter] }, dan: { name: 丹, roles: [porter, staff] } }\n',
    })
    expect(problems).toEqual([])
    expect(organisation.people['bob']?.name).toBe('博')
    expect(organisation.people['dan']?.roles).toEqual(['porter', 'staff'])
  })

  it.each([
    ['department: servise', 'people.bob.department unknown-department'],
    ['branch: west', 'people.bob.branch unknown-branch'],
    ['skills: [compresor]', 'people.bob.skills.0 unknown-skill'],
    ['party: north', 'people.bob.party unknown-party'],
    ['party: south', 'people.bob.roles.0 wrong-value'],
    ['absent: { from: 2026-10-07, to: 2026-10-01 }', 'people.bob.absent.0.to wrong-value'],
    ['absent: { from: 2026-02-30, to: 2026-03-01 }', 'people.bob.absent.0.from wrong-value'],
    [
      'absent: { from: 2026-10-01, to: 2026-10-01, deputy: dan }',
      'people.bob.absent.0.deputy unknown-person',
    ],
    ['absent: { from: 2026-10-01, to: 2026-10-01, deputy: bob }', 'people.bob.absent.0.deputy wrong-value'],
  ])('is told of what a person has wrong: %s', (part, expected) => {
    expect(problemOf(`bob: { name: 博, roles: [staff], ${part} }`)).toEqual([expected])
  })

  it('lets nobody hold two roles that exclude each other', () => {
    expect(problemOf('bob: { name: 博, roles: [auditor, staff] }')).toEqual([
      'people.bob.roles.1 roles-exclude-each-other',
    ])
  })

  it('lets nobody of a party stand in for somebody of the house', () => {
    const people =
      'bob: { name: 博, roles: [staff], absent: { from: 2026-10-01, to: 2026-10-01, deputy: fay } }\nfay: { name: 菲, roles: [factory], party: south }'
    expect(problemOf(people)).toEqual(['people.bob.absent.0.deputy wrong-value'])
  })

  it('says in which zone days of absence are counted', () => {
    const absent = 'bob: { name: 博, roles: [staff], absent: { from: 2026-10-01, to: 2026-10-01 } }'
    const without = house(absent).replace('zone: Asia/Shanghai\n', '')
    const wrong = house(absent).replace('Asia/Shanghai', 'Asia/Shanghay')
    expect(checkFiles({ 'o.yaml': without }).problems.map(({ code }) => code)).toEqual(['missing-key'])
    expect(marksOf(checkFiles({ 'o.yaml': wrong }).problems)).toEqual(['o.yaml:2:7 wrong-value'])
  })

  it('gives parties and departments only what is there', () => {
    const { problems } = checkFiles({
      'o.yaml': house('')
        .replace('roles: [factory]', 'roles: [staff, maker]')
        .replace('head: ann', 'head: anna')
        .replace('notWith: auditor', 'notWith: [auditer, staff]'),
    })
    expect(problems.map(({ code, place }) => `${place?.path} ${code}`)).toEqual([
      'departments.service.head unknown-person',
      'parties.south.roles.0 wrong-value',
      'parties.south.roles.1 unknown-role',
      'roles.staff.notWith.0 unknown-role',
      'roles.staff.notWith.1 wrong-value',
    ])
  })
})

describe('a cast', () => {
  it('may give its people a party, skills and absences', () => {
    const { problems, cast } = checkFiles({
      'o.yaml': house(''),
      'people.yaml':
        'cast: everyday\nzone: Asia/Shanghai\npeople:\n  fay: { roles: [factory], party: south }\n  bob: { roles: [staff], skills: [compressor], order: 1, absent: { from: 2026-10-01, to: 2026-10-01, deputy: ann } }\n',
    })
    expect(problems).toEqual([])
    expect(cast.people['fay']).toEqual({ roles: ['factory'], party: 'south' })
    expect(cast.people['bob']?.absences?.[0]?.deputy).toBe('ann')
  })

  it('is held to the organisation', () => {
    const { problems } = checkFiles({
      'o.yaml': house(''),
      'people.yaml':
        'cast: everyday\npeople: { fay: { roles: [factory], party: sooth }, bob: { roles: [staff], skills: welding } }\n',
    })
    expect(problems.map(({ code }) => code)).toEqual(['unknown-party', 'unknown-skill'])
  })
})

describe('the parties of a process', () => {
  const withParties = (parties: string) =>
    checkFiles({
      'organisation.yaml': house(''),
      'repair.yaml': processFile({
        parts: `fields:\n  maker: { type: text, label: { zh-CN: 工厂, en: Maker } }\n  count: { type: integer, label: { zh-CN: 数, en: Count } }\nparties: ${parties}`,
      }),
    })

  it('say who an outside role is and what it sees', () => {
    const { problems, processes } = withParties('{ factory: { is: data.maker, sees: [maker] } }')
    expect(problems).toEqual([])
    expect(processes[0]?.parties.get('factory')).toMatchObject({
      role: 'factory',
      sees: ['maker'],
      is: { source: 'data.maker' },
    })
  })

  it('may be written as the expression alone', () => {
    expect(withParties('{ factory: data.maker }').processes[0]?.parties.get('factory')?.sees).toEqual([])
  })

  it.each([
    ['{ staff: data.maker }', 'parties.staff wrong-value'],
    ['{ factori: data.maker }', 'parties.factori unknown-role'],
    ['{ factory: { is: data.maker, sees: [makr] } }', 'parties.factory.sees.0 unknown-field'],
    ['{ factory: data.makr }', 'parties.factory.is expression-unknown-name'],
    ['{ factory: data.count }', 'parties.factory.is expression-type'],
  ])('are refused where they cannot be: %s', (parties, expected) => {
    const found = withParties(parties).problems.map(({ code, place }) => `${place?.path} ${code}`)
    expect(found).toEqual([expected])
  })
})
