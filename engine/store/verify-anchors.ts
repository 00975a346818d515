import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { EngineError } from '../errors/index.js'
import { anchorHash, signedText } from './anchor.js'
import { keyFingerprint } from './anchor-key.js'
import { canonicalJson } from '../errors/canonical-json.js'
import type { AnchorRow, Store } from './port.js'
import type { Report, VerifyFinding, VerifyOptions, VerifyReport } from './verify-report.js'

const pageSize = 1000

/** Checks the anchors' own chain and signatures, and that the trail still holds every head they cover. */
export async function verifyAnchors(
  store: Store,
  options: VerifyOptions,
  report: Report,
): Promise<VerifyReport['anchored']> {
  const publicKey = options.publicKey === undefined ? undefined : toPublicKey(options.publicKey)
  const known = options.knownAnchor === undefined ? undefined : knownLine(options.knownAnchor)
  let previous: AnchorRow | undefined
  let found: AnchorRow | undefined
  const missing = new Set<string>()
  for await (const anchor of allAnchors(store)) {
    const expected = (previous?.number ?? 0) + 1
    if (anchor.number !== expected || anchor.previous !== (previous?.hash ?? ''))
      report({
        kind: anchor.number > expected ? 'anchor-missing' : 'anchor-altered',
        anchor: expected,
        message: `Expected anchor ${expected} to follow the one before, but ${anchor.number > expected ? 'it is missing' : 'it names another'}.`,
      })
    if (publicKey && !isSigned(anchor, publicKey))
      report(altered(anchor, 'its signature does not fit its content and the given key'))
    await verifyHeads(store, { anchor, previous }, { report, missing })
    if (anchor.number === known?.number) found = anchor
    previous = anchor
  }
  if (known) compareKnown(known, found, report)
  return (
    previous && {
      anchors: previous.number,
      at: previous.at,
      instances: previous.instances,
      rows: previous.rows,
      signaturesChecked: publicKey !== undefined,
    }
  )
}

/** Years of hourly anchors need not be in memory at once. */
async function* allAnchors(store: Store): AsyncIterable<AnchorRow> {
  let after = 0
  for (;;) {
    const anchors = await store.read.anchors({ after, limit: pageSize })
    yield* anchors
    after = anchors.at(-1)?.number ?? 0
    if (anchors.length < pageSize) return
  }
}

async function verifyHeads(
  store: Store,
  { anchor, previous }: { readonly anchor: AnchorRow; readonly previous: AnchorRow | undefined },
  { report, missing }: { readonly report: Report; readonly missing: Set<string> },
): Promise<void> {
  const hash = anchorHash(previous?.hash ?? '')
  let after: string | undefined
  for (;;) {
    const heads = await store.read.anchorHeads(anchor.number, after, pageSize)
    for (const head of heads) {
      hash.add(head)
      const { instance, count: seq } = head
      if (!head.instanceExists && !missing.has(instance)) {
        missing.add(instance)
        report({
          kind: 'instance-missing',
          instance,
          anchor: anchor.number,
          message: `Expected case '${instance}', which anchor ${anchor.number} covers, but it is missing.`,
        })
      } else if (head.instanceExists && head.found !== head.hash)
        report({
          kind: 'anchored-row-changed',
          instance,
          seq,
          anchor: anchor.number,
          message:
            `Expected row ${seq} of case '${instance}' as anchor ${anchor.number} covers it, but ` +
            `${head.found === undefined ? 'it is missing' : 'the rows up to it have changed'}.`,
        })
    }
    after = heads[heads.length - 1]?.instance
    if (after === undefined) break
  }
  if (hash.digest() !== anchor.hash) report(altered(anchor, 'its hash does not fit the heads that it covers'))
}

/** An anchor line from outside tells whether the newest anchors were removed together with the rows they covered. */
function compareKnown({ line, number }: KnownLine, stored: AnchorRow | undefined, report: Report): void {
  if (stored && canonicalJson(stored) === line) return
  report({
    kind: stored ? 'anchor-altered' : 'anchor-missing',
    anchor: number,
    message: `Expected anchor ${number} as the given line has it, but ${stored ? 'the database has another one' : 'it is missing'}.`,
  })
}

interface KnownLine {
  readonly line: string
  readonly number: number
}

function knownLine(text: string): KnownLine {
  const line = text.trim()
  try {
    const parsed: unknown = JSON.parse(line)
    if (
      typeof parsed === 'object' &&
      parsed !== null &&
      'number' in parsed &&
      Number.isInteger(parsed.number)
    )
      return { line, number: Number(parsed.number) }
  } catch {
    // Told below.
  }
  throw new EngineError('usage-wrong', 'Expected a line that an anchor gave out, but it is something else.')
}

function isSigned(anchor: AnchorRow, publicKey: KeyObject): boolean {
  return (
    anchor.key === keyFingerprint(publicKey) &&
    verify(null, Buffer.from(signedText(anchor)), publicKey, Buffer.from(anchor.signature, 'base64'))
  )
}

function altered(anchor: AnchorRow, why: string): VerifyFinding {
  return {
    kind: 'anchor-altered',
    anchor: anchor.number,
    message: `Expected anchor ${anchor.number} as it was signed, but ${why}.`,
  }
}

function toPublicKey(pem: string): KeyObject {
  try {
    return createPublicKey(pem)
  } catch {
    throw new EngineError(
      'usage-wrong',
      'Expected the public key of the anchors as PEM, but it is something else.',
    )
  }
}
