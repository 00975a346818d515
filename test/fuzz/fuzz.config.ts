import { defineConfig } from 'vitest/config'

/** Runs the fuzzer as long as it is told to; no part of the tests. */
export default defineConfig({ test: { include: ['test/fuzz/fuzz-command.ts'] } })
