import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bringMessages } from '../../../engine/runtime/cases/bring-messages.js'
import { ProcessCatalogue } from '../../../engine/runtime/process-catalogue.js'
import { createStore } from '../../../engine/store/index.js'
import type { MessageRow, Store, StoreTransaction } from '../../../engine/store/port.js'
import { type Handles, testedDatabase } from '../open-test-database.js'
import { accepted, monday, openTestEngine, sound, type TestEngine } from '../open-test-engine.js'
import { hubFiles } from './hub-files.js'

const workflows = sound(hubFiles)

describe.runIf(testedDatabase === 'postgres')('two nodes that bring messages at the same time', () => {
  let t: TestEngine
  let handles: Handles
  let other: Store
  let catalogue: ProcessCatalogue
  beforeEach(async () => {
    t = await openTestEngine({ workflows })
    handles = await t.database.open()
    other = createStore(handles)
    catalogue = new ProcessCatalogue()
    await catalogue.deploy(other, workflows, monday)
  })
  afterEach(async () => {
    await other.close()
    await handles.close()
    await t.close()
  })

  const bring = (store: Store, message: MessageRow) => bringMessages({ store, catalogue }, [message], monday)

  it('lose no event for a case that one of them begins while the other finds that it has not begun', async () => {
    accepted(await t.engine.create('hub', { data: { code: 'abc' }, actor: 'ann' }))
    accepted(await t.engine.send('case-1', 'spawn', { actor: 'ann' }))
    accepted(await t.engine.send('case-1', 'nudge', { actor: 'ann' }))
    const [begin, nudge] = await t.engine.store.read.dueMessages(monday, 10)
    const slow: Store = {
      ...t.engine.store,
      transaction: (work) =>
        t.engine.store.transaction((tx) =>
          work({
            ...tx,
            beginOf: async (instance: string) => {
              await bring(other, begin!)
              return tx.beginOf(instance)
            },
          } satisfies StoreTransaction),
        ),
    }

    await bring(slow, nudge!)
    await t.engine.runDue()

    expect(await t.engine.get('case-1-c1')).toMatchObject({ data: { nudged: 1 } })
    expect((await t.engine.messages({ status: 'ignored' })).items).toEqual([])
  })
})
