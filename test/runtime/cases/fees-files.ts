import type { SourceFile } from '../../../engine/index.js'

const title = (en: string): string => `title: { zh-CN: 某, en: ${en} }`

const enquiry = `
dsl: '1'
process: enquiry
version: 1.0.0
${title('Enquiry')}
start: { roles: [clerk] }
events: { charge: { ${title('Charge')} }, turn: { ${title('Turn into fees')} } }
initial: open
states:
  open:
    ${title('Open')}
    task: clerk
    on: { charge: { actions: { start: fees } }, turn: turned }
    after: { 90 days: closed }
  turned: { type: final, outcome: turned, ${title('Turned')}, convert: fees }
  closed: { type: final, outcome: closed, ${title('Closed')} }
`

const fees = `
dsl: '1'
process: fees
version: 1.0.0
${title('Fees')}
start: { roles: [clerk] }
parameters: { limit: { type: duration, required: true, ${title('Time to pay')} } }
events: { paid: { ${title('Paid')} } }
initial: paying
states:
  paying: { ${title('Paying')}, task: clerk, due: limit, on: { paid: done } }
  done: { type: final, outcome: done, ${title('Done')} }
`

const shop = `
profile: shop
${title('Shop')}
parameters: { fees: { limit: 2 days }, enquiry: {} }
`

const organisation = `
organisation: office
roles: { clerk: { title: { zh-CN: 职员, en: Clerk } } }
people: { ann: { name: Ann, roles: [clerk] } }
`

/** An enquiry that leads to fees, which have no figure of their own: without the profile `shop` they cannot begin. */
export const feesFiles: readonly SourceFile[] = [
  { file: 'enquiry.yaml', text: enquiry },
  { file: 'fees.yaml', text: fees },
  { file: 'profiles/shop.yaml', text: shop },
  { file: 'organisation.yaml', text: organisation },
]
