import type { Store } from './port.js'
import { verifyEarlier } from './verify-again.js'
import { verifyAnchors } from './verify-anchors.js'
import { verifyCases } from './verify-cases.js'
import { verifyContents, verifyRecords } from './verify-kept.js'
import type { Report, ResumedPart, VerifyOptions, VerifyReport } from './verify-report.js'
import { VerifyTally } from './verify-tally.js'

export type * from './verify-report.js'

const usualPageSize = 1000

/**
 * Compares every trail row with its hash, every chain with its head, every personal value with its commitment and
 * every anchor with what it covers; whether records can be read, and contents of attachments are those stored. Reads in
 * pages beside a running server; memory stays flat. With `progress` it goes on where a run before was ended, and finds
 * what has changed since in what that one had read.
 */
export async function verifyStore(store: Store, options: VerifyOptions = {}): Promise<VerifyReport> {
  const tally = new VerifyTally()
  // Anchors first: what they cover was there before anything that is read below.
  const anchors = await verifyAnchors(store, options, tally.report)
  const stage = await stageTeller(store, tally, options)
  const { actOf } = options
  const resumed =
    options.progress &&
    (await verifyEarlier(store, options.progress.earlier(), { tally, actOf, onPage: stage }))
  await verifyBehind(store, resumed?.until, { tally, options, onPage: stage })
  await findOrphans(store, tally.report)
  await verifyContents(store, tally.report)
  const { acts, ...counted } = tally.result
  return {
    ...counted,
    ...(anchors ? { anchored: anchors } : {}),
    ...(actOf && { operatorActs: acts }),
    ...(resumed && { resumed }),
    note: noteOf(anchors) + noteOn(resumed),
  }
}

/** Verifies the cases behind an id, page by page, each kept as soon as it is through. */
async function verifyBehind(
  store: Store,
  behind: string | undefined,
  {
    tally,
    options,
    onPage,
  }: {
    readonly tally: VerifyTally
    readonly options: VerifyOptions
    readonly onPage: (instance: string) => void
  },
): Promise<void> {
  const { actOf, progress, now = Date.now, pageSize = usualPageSize } = options
  let after = behind
  for (;;) {
    const at = now()
    const states = await store.read.chainStates(after, pageSize)
    const until = states.at(-1)?.instance
    if (until === undefined) return
    const page = new VerifyTally()
    const digest = await verifyCases(store, states, { tally: page, actOf })
    await verifyRecords(
      store,
      states.map(({ instance }) => instance),
      page.report,
    )
    const { rows, erased, acts, findings } = page.result
    tally.add({ ...page.result, instances: states.length })
    await progress?.add({
      ...{ until, at, rows, erased, acts },
      cases: states.map(({ instance, count, hash }) => [instance, count, hash]),
      ...(digest !== undefined && findings.length === 0 && { digest }),
    })
    onPage(until)
    after = until
  }
}

async function stageTeller(
  store: Store,
  tally: VerifyTally,
  { onProgress }: VerifyOptions,
): Promise<(instance: string) => void> {
  if (!onProgress) return () => undefined
  const { instances: ofInstances, rows: ofRows } = await store.read.chainTotals()
  return (instance) => {
    const { instances, rows } = tally.result
    onProgress({ instances, rows, ofInstances, ofRows, instance })
  }
}

async function findOrphans(store: Store, report: Report): Promise<void> {
  let after: string | undefined
  for (;;) {
    const orphans = await store.read.orphanTrails(after, usualPageSize)
    for (const instance of orphans) {
      const message = `Expected case '${instance}', whose trail is there, but the case itself is missing.`
      report({ kind: 'instance-missing', instance, message })
    }
    after = orphans.at(-1)
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

function noteOn(resumed: ResumedPart | undefined): string {
  if (!resumed) return ''
  const { from, to, until, instances, rows, again } = resumed
  const [first, last] = [from, to].map((at) => new Date(at).toISOString())
  return (
    ` A run before read the cases up to '${until}' from ${first} to ${last}: ${instances} cases with ${rows} rows are byte for byte ` +
    `what they were then, ${again} differed or came later and were verified anew.`
  )
}
