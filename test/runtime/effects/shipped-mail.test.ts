import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { checkWorkflows, readSources } from '../../../engine/index.js'
import { readWorkflowFiles } from '../../../engine/runtime/workflow-files.js'
import { openMailServer } from '../../channels/mail-bench.js'
import { accepted, openTestEngine } from '../open-test-engine.js'

const shipped = join(import.meta.dirname, '../../../workflows')
const channels = `channels: house
usual: mail
define:
  mail: { kind: mail, from: After-sales <service@service.example>, smtp: { env: SMTP_URL } }
`

it('mails the customer of a shipped procedure through a declared channel, once, as the case tells', async () => {
  const server = await openMailServer()
  const sources = [
    ...(await readWorkflowFiles([shipped], ['scenarios'])),
    { file: 'channels.yaml', text: channels },
  ]
  const t = await openTestEngine({
    workflows: checkWorkflows(readSources(sources)),
    environment: { SMTP_URL: `smtp://127.0.0.1:${server.port}` },
  })
  onTestFinished(() => t.close())
  const customer = { name: '王建国', phone: '13800138000', email: 'wang@mail.example' }
  const { id, number } = accepted(
    await t.engine.create('service-request', {
      actor: 'desk-1',
      profile: 'instrument',
      data: {
        ...{ channel: 'phone', kind: 'advice', customer, problem: '电极如何保存' },
        product: { model: 'PH-5' },
      },
    }),
  )
  accepted(
    await t.engine.send(id, 'register', {
      actor: 'desk-1',
      payload: {
        ...{ serviceContent: '咨询', customerDemand: '解答' },
        product: { soldByUs: true, proofOfPurchase: true },
      },
    }),
  )

  await t.engine.runDue()
  await t.engine.runDue()

  const toCustomer = server.taken.filter(({ to }) => to.includes('wang@mail.example'))
  expect(toCustomer).toHaveLength(1)
  expect(toCustomer[0]?.from).toBe('service@service.example')
  expect(toCustomer[0]?.text).toContain(`王建国：您关于 PH-5 的需求已登记，编号 ${number}。`)
  expect(toCustomer[0]?.text).toContain(`is registered under ${number}`)
  const effect = (await t.engine.effects(id)).find(({ template }) => template === 'request-registered')
  expect(effect).toMatchObject({ status: 'delivered', lane: 'channel:', to: ['customer'], attempts: 1 })
  expect(JSON.stringify(effect?.result)).not.toContain('wang@')
}, 180_000)
