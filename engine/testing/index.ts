/** `aftercare/testing`: the real engine for tests, with time and the outside in your hands. */
export { createTestEngine, type TestEngine, type TestEngineOptions } from './create-test-engine.js'
export type { RecordedCall } from './recorded-services.js'
export type { RecordedMessage } from './recorded-messages.js'
