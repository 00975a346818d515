import { describeStore } from './conformance.js'
import { openTestStore } from './open-test-store.js'

describeStore('a SQLite file', openTestStore)
