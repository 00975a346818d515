/**
 * Which folder may import which. The lint rule and `test/house/import-directions.test.ts` both read this table.
 * A folder may always import itself. `types` may be imported with `import type` only.
 */
export const directions = {
  'engine/errors': { values: [], types: [] },
  'engine/channels': { values: ['engine/errors'], types: [] },
  'engine/time': { values: ['engine/errors'], types: [] },
  'engine/expression': { values: ['engine/time', 'engine/errors'], types: [] },
  'engine/definition': { values: ['engine/expression', 'engine/time', 'engine/errors'], types: [] },
  'engine/core': {
    values: ['engine/errors'],
    types: ['engine/definition', 'engine/expression', 'engine/time'],
  },
  'engine/analysis': {
    values: ['engine/core', 'engine/definition', 'engine/expression', 'engine/time', 'engine/errors'],
    types: [],
  },
  'engine/store': { values: ['engine/errors'], types: ['engine/core', 'engine/time'] },
  'engine/runtime': {
    values: [
      'engine/core',
      'engine/analysis',
      'engine/store',
      'engine/channels',
      'engine/definition',
      'engine/time',
      'engine/errors',
    ],
    types: ['engine/expression'],
  },
  'engine/testing': { values: ['engine/index.ts'], types: [] },
  'engine/index.ts': {
    values: [
      'engine/runtime',
      'engine/channels',
      'engine/analysis',
      'engine/definition',
      'engine/core',
      'engine/store',
      'engine/time',
      'engine/errors',
    ],
    types: [],
  },
  server: { values: ['engine/index.ts'], types: [] },
  'server/client': { values: ['server'], types: [] },
  // Runs in browsers: it asks the server by its client and knows nothing else of it.
  'server/console/src': { values: ['server/client'], types: ['server'] },
  cli: { values: ['engine/index.ts', 'server'], types: [] },
  bench: { values: ['engine'], types: [] },
}

/** Packages that only one folder may import. */
export const packages = {
  xstate: ['engine/core/xstate'],
  knex: ['engine/store'],
  '@marcbachmann/cel-js': ['engine/expression'],
  yaml: ['engine/definition'],
  ajv: ['engine/definition', 'server/contract'],
  nodemailer: ['engine/channels'],
  'ipaddr.js': ['engine/channels'],
  express: ['server'],
  'prom-client': ['server/metrics'],
  pino: ['server/logging'],
  diff: ['engine/runtime'],
  elkjs: ['engine/analysis'],
  '@opentelemetry/api': ['server'],
  jose: ['server/identity'],
  'openid-client': ['server/identity'],
  commander: ['cli'],
  react: ['server/console/src'],
  antd: ['server/console/src'],
}
