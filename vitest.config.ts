import { defineConfig } from 'vitest/config'

/** `npm run test:reload`: between any two events everything that lives in memory is thrown away. */
const isReloading = process.env['RELOAD'] === '1'

/** Folders whose tests start processes, browsers or servers, or change what a process has one of: a worker for each file. */
const apart = ['bench', 'channels', 'cli', 'console', 'docs', 'faults', 'fuzz', 'nodes', 'reload', 'replay']

export default defineConfig({
  test: {
    globalSetup: ['test/postgres/global-setup.ts'],
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
    ],
    setupFiles: isReloading ? ['test/reload/setup.ts'] : [],
    // Compiling a process for every step takes its time.
    testTimeout: isReloading ? 600_000 : 60_000,
    hookTimeout: isReloading ? 600_000 : 60_000,
  },
})
