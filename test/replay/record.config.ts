import { defineConfig } from 'vitest/config'

/** Takes down histories; no part of the tests. */
export default defineConfig({ test: { include: ['test/replay/record-histories.ts'] } })
