import { defineConfig } from 'vitest/config'

/** `npm run test:reload`: between any two events everything that lives in memory is thrown away. */
const isReloading = process.env['RELOAD'] === '1'

export default defineConfig({
  test: {
    globalSetup: ['test/postgres/global-setup.ts'],
    setupFiles: isReloading ? ['test/reload/setup.ts'] : [],
    include: ['test/**/*.test.ts'],
    // Compiling a process for every step takes its time.
    testTimeout: isReloading ? 600_000 : 60_000,
    hookTimeout: isReloading ? 600_000 : 60_000,
  },
})
