import { defineConfig } from 'vitest/config'

/** Runs the fuzzer of the HTTP surface as long as it is told to; no part of the tests. */
export default defineConfig({
  test: {
    include: ['test/server/fuzz/fuzz-command.ts'],
    globalSetup: process.env['FUZZ_DATABASE'] === 'postgres' ? ['test/postgres/global-setup.ts'] : [],
  },
})
