import { defineConfig } from 'vitest/config'

/** `npm run test:reload`: between any two events everything that lives in memory is thrown away. */
const isReloading = process.env['RELOAD'] === '1'

/** Folders whose tests start processes, browsers or servers, or change what a process has one of: a worker for each file. */
const apart = ['bench', 'channels', 'cli', 'console', 'docs', 'faults', 'fuzz', 'nodes', 'reload', 'replay']

/** What may depend on the database, once more on PostgreSQL; every file that tells `testedDatabase` apart is among them. */
const onPostgres = [
  'attachments/unused-attachments',
  'cases/begun-again',
  'cases/two-nodes',
  'group-commit',
  'group-statements',
  'host-transaction',
  'idempotency',
  'papers',
  'requests',
  'shared-rows-in-order',
  'timers',
  'unfit-text',
]

export default defineConfig({
  test: {
    globalSetup: ['test/postgres/global-setup.ts'],
    // What comes about by itself is waited for as long as a busy machine needs; where it has come, nobody waits.
    expect: { poll: { timeout: 20_000 } },
    // Half of a small machine would idle: the default leaves one core to whoever watches.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: apart.map((folder) => `test/${folder}/**`),
          // Modules are loaded and schemas compiled once a worker, not once a file.
          isolate: isReloading,
        },
      },
      {
        extends: true,
        test: { name: 'apart', include: apart.map((folder) => `test/${folder}/**/*.test.ts`) },
      },
      {
        extends: true,
        test: {
          name: 'on PostgreSQL',
          include: onPostgres.map((file) => `test/runtime/${file}.test.ts`),
          env: { TEST_DATABASE: 'postgres' },
          setupFiles: ['test/postgres/skip-without-server.ts'],
          isolate: isReloading,
        },
      },
    ],
    setupFiles: isReloading ? ['test/reload/setup.ts'] : [],
    // Compiling a process for every step takes its time.
    testTimeout: isReloading ? 600_000 : 60_000,
    hookTimeout: isReloading ? 600_000 : 60_000,
  },
})
