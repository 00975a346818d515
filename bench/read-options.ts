import { parseArgs } from 'node:util'

/** What a run measures, and where that is written. */
export interface BenchOptions {
  readonly quick: boolean
  /** Sections to measure; all where it is empty. */
  readonly only: readonly string[]
  readonly write?: string | undefined
  /** Reports of earlier runs. */
  readonly from: readonly string[]
}

/** Reads a command line. Throws an error whose message says in one line what is wrong with it. */
export function readOptions(args: readonly string[], sections: readonly string[]): BenchOptions {
  const { values } = parsed(args)
  const unknown = values.only.find((name) => !sections.includes(name))
  if (unknown !== undefined)
    throw new Error(`Expected one of ${sections.join(', ')} behind --only, but found '${unknown}'.`)
  return values
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        write: { type: 'string' },
        from: { type: 'string', multiple: true, default: [] },
      },
    })
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split(/\.? To specify|\n/)
    throw new Error(
      `Expected --quick, --only NAME, --write PAGE.md or --from REPORT.json, but: ${reason.replace(/\.$/, '')}.`,
      { cause: error },
    )
  }
}
