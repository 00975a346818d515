import { EngineError } from '../errors/index.js'
import type { ChainState, Store } from './port.js'
import { verifyAnchors } from './verify-anchors.js'
import { verifyChain } from './verify-chain.js'
import { verifyContents, verifyRecords } from './verify-kept.js'

/** Something that is not as it was written. Messages name cases and row numbers, never values. */
export interface VerifyFinding {
  readonly kind:
    | 'row-altered'
    | 'row-missing'
    | 'row-inserted'
    | 'chain-broken'
    | 'tail-missing'
    | 'head-altered'
    | 'personal-altered'
    | 'instance-missing'
    | 'record-damaged'
    | 'attachment-damaged'
    | 'anchor-altered'
    | 'anchor-missing'
    | 'anchored-row-changed'
  readonly instance?: string
  readonly seq?: number
  /** Number of the anchor. */
  readonly anchor?: number
  readonly message: string
}

/** What `verifyStore` found. */
export interface VerifyReport {
  readonly instances: number
  readonly rows: number
  /** Personal values that were erased: allowed, but counted. */
  readonly erased: number
  /** The newest anchor; absent where there is none. */
  readonly anchored?: {
    readonly anchors: number
    readonly at: number
    readonly instances: number
    readonly rows: number
    /** Whether signatures were compared with a public key. */
    readonly signaturesChecked: boolean
  }
  readonly findings: readonly VerifyFinding[]
  /** True when more was found than is listed. */
  readonly truncated: boolean
  /** What this check cannot tell, in one or two sentences. */
  readonly note: string
}

/** How to verify. */
export interface VerifyOptions {
  /** Public key of the anchors, PEM. Without it their signatures are not checked. */
  readonly publicKey?: string
  /** A line that `createAnchor` gave out and that was kept elsewhere: the database must still know it. */
  readonly knownAnchor?: string
  readonly onProgress?: (progress: { readonly instances: number; readonly rows: number }) => void
}

const pageSize = 200
const mostFindings = 1000

/**
 * Compares every trail row with its hash, every chain with its head, every personal value with its commitment and
 * every anchor with what it covers; whether records can be read, and contents of attachments are those stored. Reads in pages beside a running server; memory stays flat.
 */
export async function verifyStore(store: Store, options: VerifyOptions = {}): Promise<VerifyReport> {
  const findings: VerifyFinding[] = []
  let truncated = false
  const report = (finding: VerifyFinding): void => {
    if (findings.length < mostFindings) findings.push(finding)
    else truncated = true
  }
  // Anchors first: what they cover was there before anything that is read below.
  const anchors = await verifyAnchors(store, options, report)
  const counted = { instances: 0, rows: 0, erased: 0 }
  let after: string | undefined
  for (;;) {
    const states = await store.read.chainStates(after, pageSize)
    for (const state of states) {
      const chain = await followChain(store, state, report)
      counted.instances += 1
      counted.rows += chain.rows
      counted.erased += chain.erased
    }
    await verifyRecords(
      store,
      states.map(({ instance }) => instance),
      report,
    )
    options.onProgress?.({ instances: counted.instances, rows: counted.rows })
    after = states[states.length - 1]?.instance
    if (after === undefined) break
  }
  await findOrphans(store, report)
  await verifyContents(store, report)
  return {
    ...counted,
    ...(anchors ? { anchored: anchors } : {}),
    findings,
    truncated,
    note: noteOf(anchors),
  }
}

async function followChain(
  store: Store,
  state: ChainState,
  report: (finding: VerifyFinding) => void,
): Promise<{ readonly rows: number; readonly erased: number }> {
  try {
    return await verifyChain(store, state, report)
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'database-failed') throw error
    // A column that cannot even be read (no number, no JSON) must not end the search in the other cases.
    report({ kind: 'row-altered', instance: state.instance, message: error.message })
    return { rows: 0, erased: 0 }
  }
}

async function findOrphans(store: Store, report: (finding: VerifyFinding) => void): Promise<void> {
  let after: string | undefined
  for (;;) {
    const orphans = await store.read.orphanTrails(after, pageSize)
    for (const instance of orphans)
      report({
        kind: 'instance-missing',
        instance,
        message: `Expected case '${instance}', whose trail is there, but the case itself is missing.`,
      })
    after = orphans[orphans.length - 1]
    if (after === undefined) return
  }
}

function noteOf(anchored: VerifyReport['anchored']): string {
  const tails = 'rows cut from the end of a trail together with its head, and whole cases that were removed,'
  if (!anchored)
    return `There is no anchor: ${tails} cannot be excluded. Write anchors, and keep their lines elsewhere.`
  const since = `Since anchor ${anchored.anchors} (${new Date(anchored.at).toISOString()}) ${tails} cannot be excluded.`
  return anchored.signaturesChecked
    ? since
    : `${since} No public key was given, so forged anchors cannot be excluded either.`
}
