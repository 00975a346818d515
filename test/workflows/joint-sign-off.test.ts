import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../engine/errors/index.js'
import { accepted, openTestEngine, refused, type TestEngine } from '../runtime/open-test-engine.js'
import { checkedWorkflows } from './checked-workflows.js'

/** How one of those who sign moves its region in each stage: who does it, what, and with which data. */
interface Act {
  readonly by: string
  readonly event: string
  readonly with: JsonObject
}

interface Signer {
  readonly region: string
  readonly acts: Partial<Record<Stage, Act>>
  readonly objects: Act
}

/** The stages in which the departments work side by side, in order, each with the state whose regions they are. */
const stages = {
  name: 'group-formed',
  join: 'group-formed',
  work: 'on-site-appraisal.examining',
  sign: 'negotiating.signing',
} as const
type Stage = keyof typeof stages

function department(region: string, word: string, member: string, work: Act): Signer {
  const person = work.by.replace(/\d$/, '')
  return {
    region,
    acts: {
      name: { by: `${person}1`, event: `name-${word}`, with: { members: { [member]: work.by } } },
      join: { by: work.by, event: `join-${word}`, with: {} },
      work,
      sign: { by: work.by, event: `sign-${word}`, with: {} },
    },
    objects: { by: work.by, event: `object-${word}`, with: { objection: '金额过高' } },
  }
}

const departments: readonly Signer[] = [
  department('quality-assurance', 'quality', 'qualityAssurance', {
    by: 'quality-2',
    event: 'appraise',
    with: { appraisal: '线束缺陷' },
  }),
  department('public-relations', 'relations', 'publicRelations', {
    by: 'relations-2',
    event: 'give-statement',
    with: { publicStatement: '正在调查' },
  }),
  department('sales-finance', 'finance', 'salesFinance', {
    by: 'sales-finance-2',
    event: 'reckon-costs',
    with: { costEstimate: 9000 },
  }),
  department('legal-counsel', 'counsel', 'legalCounsel', {
    by: 'counsel-2',
    event: 'give-opinion',
    with: { legalOpinion: '无异议' },
  }),
]
/** The customer signs beside them; his paper comes in through the after-sales department. */
const customer: Signer = {
  region: 'customer',
  acts: { sign: { by: 'department-1', event: 'customer-signs', with: { signedOn: '2026-09-28' } } },
  objects: { by: 'department-1', event: 'customer-refuses', with: { objection: '金额太低' } },
}
const signers = [...departments, customer]
const stageNames = Object.keys(stages) as readonly Stage[]

const between = (stage: Stage): readonly Signer[] => (stage === 'sign' ? signers : departments)
const pairs = stageNames.flatMap((stage) =>
  between(stage).flatMap((one) =>
    between(stage)
      .filter((other) => other !== one)
      .map((other) => ({ stage, one, other, title: `${stage}: ${one.region} and ${other.region}` })),
  ),
)

let t: TestEngine
let agreement: string
beforeAll(async () => {
  const { workflows } = await checkedWorkflows('workflows')
  t = await openTestEngine({ workflows })
  const added = await t.engine.attachments.add({
    content: Buffer.from('signed'),
    name: 'agreement-signed.txt',
    mediaType: 'text/plain',
    actor: 'department-1',
  })
  if (added.refused) throw new Error(added.refused.code)
  agreement = added.attachment.id
})
afterAll(() => t.close())

describe('a major complaint handled by several departments', () => {
  it('has every pair of departments here, both ways, in each stage', async () => {
    const group = await at('name')
    expect(Object.keys(await regions(group, 'name')).sort()).toEqual(
      departments.map(({ region }) => region).sort(),
    )
    expect(pairs).toHaveLength(3 * 4 * 3 + 5 * 4)
  })

  it.each(pairs)('$title: neither moves the other', async ({ stage, one, other }) => {
    const id = await at(stage)
    const before = await regions(id, stage)
    const mine = actOf(one, stage)

    expect(await refusalOf(id, { ...actOf(other, stage), by: mine.by })).toBe('forbidden')
    expect(await regions(id, stage)).toEqual(before)

    await does(id, mine)
    expect(await regions(id, stage)).toEqual({ ...before, [one.region]: moved[stage] })
  })

  it.each(pairs.filter(({ stage }) => stage === 'sign'))(
    '$title: neither objects for the other',
    async ({ one, other }) => {
      const id = await at('sign')
      const before = await regions(id, 'sign')
      const { by } = actOf(one, 'sign')

      expect(await refusalOf(id, { ...other.objects, by })).toBe('forbidden')
      expect(await regions(id, 'sign')).toEqual(before)
    },
  )

  it.each(signers)('is not agreed on while $region has not signed', async (missing) => {
    const id = await at('sign')
    for (const signer of signers) if (signer !== missing) await does(id, actOf(signer, 'sign'))

    expect((await regions(id, 'sign'))[missing.region]).toMatch(/deciding|signing/)
    await does(id, actOf(missing, 'sign'))
    expect(await active(id)).toEqual(['agreement-signed'])
  })
})

/** Where a region is after its department did what the stage asks. */
const moved = { name: 'authorised', join: 'joined', work: 'done', sign: 'signed' } as const

function actOf({ acts }: Signer, stage: Stage): Act {
  const act = acts[stage]
  if (!act) throw new Error(`Expected an act of the stage '${stage}'.`)
  return act.event === 'customer-signs' ? { ...act, with: { ...act.with, agreement } } : act
}

async function refusalOf(id: string, { event, by, with: payload }: Act): Promise<string> {
  return refused(await t.engine.send(id, event, { payload, actor: by }))
}

async function does(id: string, { event, by, with: payload }: Act): Promise<void> {
  accepted(await t.engine.send(id, event, { payload, actor: by }))
}

/** Where each region of a stage is, by its name. */
async function regions(id: string, stage: Stage): Promise<Readonly<Record<string, string>>> {
  const parallel = stages[stage]
  const inside = (await active(id)).filter((path) => path.startsWith(`${parallel}.`))
  const places = inside.map((path) => path.slice(parallel.length + 1).split('.'))
  return Object.fromEntries(places.flatMap(([region, place]) => (region && place ? [[region, place]] : [])))
}

/** Paths of the active states. */
async function active(id: string): Promise<readonly string[]> {
  return ((await t.engine.get(id))?.active ?? []).map(({ path }) => path)
}

/** A complaint at the beginning of a stage, in which nobody has done anything yet. */
async function at(stage: Stage): Promise<string> {
  const data = {
    receivedVia: 'direct',
    customer: { name: '王建国', phone: '13800138000' },
    product: { model: '轿车 SX-1' },
    event: '起火',
  }
  const { id } = accepted(
    await t.engine.create('major-complaint-escalation', {
      profile: 'vehicle-maker',
      data,
      actor: 'department-1',
    }),
  )
  const report = { newLevel: 3, preliminaryJudgement: '线路短路', sentBy: 'fax', injuries: false }
  await lead(id, 'report-direct', { ...report, breakdown: true })
  for (const passed of stageNames.slice(0, stageNames.indexOf(stage))) {
    for (const one of departments) await does(id, actOf(one, passed))
    if (passed === 'join') await lead(id, 'arrived', {})
    if (passed === 'work') await toTheSigning(id)
  }
  return id
}

async function toTheSigning(id: string): Promise<void> {
  await lead(id, 'settle-responsibility', { responsibility: 'supplier', facts: '线束缺陷' })
  await lead(id, 'propose-plan', { plan: '更换线束', remedy: 'repair' })
  await lead(id, 'agree', { remedy: 'repair', fulfilBy: '2026-10-23' })
}

async function lead(id: string, event: string, payload: JsonObject): Promise<void> {
  accepted(await t.engine.send(id, event, { payload, actor: 'department-1' }))
}
