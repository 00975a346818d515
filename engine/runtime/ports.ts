import type { Actor, Candidate, Contact } from '../core/command.js'
import type { Instant } from '../time/instant.js'

/** Where the engine reads the time and waits. Tests pass one they move by hand. */
export interface Clock {
  now(): Instant
  /** Calls `wake` once at or soon after `at`. The returned function takes the call back; calling it twice is nothing. */
  wakeAt(at: Instant, wake: () => void): () => void
}

/** Who people are. A host can plug its own; the default reads `organisation.yaml`. */
export interface Directory {
  /**
   * The person or program of that id with the roles that count now, those of people it stands in for among them;
   * `undefined` when unknown.
   */
  find(id: string): Promise<Actor | undefined>
  /**
   * Everybody work can be given to, with their skills and absences. A directory without it leaves tasks to be given to
   * the people of `organisation.yaml`.
   */
  candidates?(): Promise<readonly Candidate[]>
  /**
   * How an outside party and its people are reached; `undefined` for one that is not known. Asked when a message to it
   * is delivered. A directory without it leaves parties to `organisation.yaml`.
   */
  party?(id: string): Promise<PartyContact | undefined>
}

/** An outside party as messages reach it. */
export interface PartyContact {
  /** What messages call it. */
  readonly name: string
  readonly contact?: Contact
  /** The people who belong to it, with their roles. */
  readonly people: readonly Pick<Candidate, 'id' | 'name' | 'roles' | 'contact'>[]
}

/**
 * Where the content of attachments is kept, each under its hash. The engine puts and gets outside its own transactions,
 * and checks what comes back. A failure is thrown and fails the request.
 */
export interface AttachmentStore {
  /** Keeps content until it is removed and returns its SHA-256 in hexadecimal. Twice the same content is one. */
  put(content: Uint8Array): Promise<string>
  /** The content of that hash; `undefined` when there is none. */
  get(sha256: string): Promise<Uint8Array | undefined>
  /**
   * Takes content away that no attachment has any more; what is not there is gone already. Asked while nobody else can
   * write to the database, so it should be quick. After a failure the others are gone on with, and this one is asked
   * again in an hour. A store without it keeps everything.
   */
  remove?(sha256: string): Promise<void>
  /**
   * Clears away what a `put` that was cut short has left, and nothing of one that may still be under way. Asked once an
   * hour; may fail, and is then asked again.
   */
  removeUnfinished?(): Promise<void>
}

/** What goes on inside, for a host's logger. Never carries case data. */
export type EngineLog = (line: {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly instance?: string
  readonly code?: string
  /** Id of the request it belongs to, where one came over HTTP. */
  readonly requestId?: string
}) => void

/** Longest wait a Node timer takes in one go. */
const longestWait = 2_147_483_647

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wakeAt(at, wake) {
    const timer = setTimeout(wake, Math.min(Math.max(at - Date.now(), 0), longestWait))
    return () => clearTimeout(timer)
  },
}
