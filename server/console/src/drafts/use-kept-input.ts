import { useEffect, useMemo, useRef, useState } from 'react'
import type { Answers } from '../forms/index.js'
import type { DraftPlace, DraftState } from './draft-state.js'
import {
  correctedSince,
  enteredBoth,
  enteredIn,
  enteredOver,
  isSameEntry,
  nothingEntered,
  settled,
  type Corrected,
  type Entered,
} from './entered.js'
import { entryOf, inputToBeginWith } from './input-to-begin-with.js'
import { keepInTab, type KeptInTab } from './kept-in-tab.js'
import { inputsAsKnown } from './known-answers.js'
import { useDraftWriter } from './use-draft-writer.js'
import type { Draft } from './draft-state.js'

/** What is entered: kept in the memory of the tab, and as a draft on the server. */
export interface KeptInput {
  /** What the form shows: what was entered, over what the case knows now. */
  readonly answers: Answers
  readonly entered: Entered
  /** Inputs that say what the case knows. */
  readonly known: ReadonlySet<string>
  /** What was entered here, and changed by somebody else meanwhile: to be settled before it is sent. */
  readonly corrected: readonly Corrected[]
  readonly settle: (choice: 'entered' | 'now') => void
  readonly draft: DraftState
  /** When what the form began with was entered; absent once it was thrown away, or where nothing was. */
  readonly putBackFrom: string | undefined
  /** A draft of another device for the same form, which says something else. */
  readonly other: Draft | undefined
  readonly idempotencyKey: () => string
  /** Inputs that were changed since the last answer of the server; what it said of them no longer counts. */
  readonly mended: ReadonlySet<string>
  /** The form tells of itself too, without an input: then nobody has entered anything. */
  readonly change: (answers: Answers, input: string | undefined) => void
  readonly takeOver: (draft: Draft) => void
  /** The server has answered: whatever is sent next is another request. */
  readonly answered: () => void
  /** Throws away what was entered, here and on the server. */
  readonly afresh: () => void
  readonly letGo: () => void
}

/** Where what is entered is kept. */
interface KeptAt {
  /** Of this person and place, in the memory of the tab. */
  readonly name: string
  /** Where the draft belongs; another one is another object. */
  readonly place: DraftPlace
  readonly draft: Draft | undefined
  /** Whether it is kept on the server at all. */
  readonly mayKeep: boolean
}

/** What is entered over what the case knows. It begins with what was kept. */
export function useKeptInput(at: KeptAt, known: Answers): KeptInput {
  const { kept, state, ...store } = useStore(at)
  const [entered, setEntered] = useState(kept.entered)
  const [shown, setShown] = useState(() => ({ answers: enteredOver(entered, known), known }))
  const [mended, setMended] = useState<ReadonlySet<string>>(new Set())
  // What nobody has touched says what the case knows now, not what it knew when the form was opened.
  if (shown.known !== known) {
    const isOther = JSON.stringify(shown.known) !== JSON.stringify(known)
    setShown({ answers: isOther ? enteredOver(entered, known) : shown.answers, known })
  }
  const enter = (now: Entered, answers: Answers) => {
    if (!isSameEntry(now, entered)) store.keep(now)
    setEntered(now)
    setShown({ answers, known })
  }
  const enterAnew = (now: Entered) => enter(now, enteredOver(now, known))
  const { answers } = shown
  return {
    ...{ answers, entered, mended, draft: state, putBackFrom: store.putBackFrom, other: store.other },
    known: useMemo(() => new Set(inputsAsKnown(known, answers)), [known, answers]),
    corrected: useMemo(() => correctedSince(entered, known), [entered, known]),
    settle: (choice) => enterAnew(settled(entered, known, choice)),
    idempotencyKey: store.idempotencyKey,
    change: (next, input) => {
      enter(input === undefined ? entered : enteredIn(next, known, entered), next)
      if (input !== undefined) setMended((before) => new Set([...before, input]))
    },
    takeOver: (draft) => enterAnew(enteredBoth(entered, entryOf(draft))),
    answered: () => {
      store.answered()
      setMended(new Set())
    },
    afresh: () => {
      store.clear()
      setEntered(nothingEntered)
      setShown({ answers: known, known })
    },
    letGo: store.letGo,
  }
}

/** What is kept: in the memory of the tab and by the server. */
function useStore({ name, place, draft, mayKeep }: KeptAt) {
  const [begun] = useState(() => inputToBeginWith(name, draft))
  const kept = useRef<KeptInTab>(begun.kept)
  const named = useRef<string | undefined>(name)
  const [isAfresh, setAfresh] = useState(false)
  const keep = (change: Partial<KeptInTab>) => {
    kept.current = { ...kept.current, ...change }
    if (named.current !== undefined) keepInTab(named.current, kept.current)
  }
  const { writer, state } = useDraftWriter({ place, id: draft?.id }, (now) => {
    if (now.is === 'kept') keep({ saved: now })
  })
  useEffect(() => {
    if (named.current !== undefined && named.current !== name) {
      keepInTab(named.current, undefined)
      named.current = name
      keep({})
    }
    if (mayKeep) writer.moveTo(place, kept.current.entered)
  }, [name, place, mayKeep, writer])
  return {
    ...{ kept: begun.kept, state },
    putBackFrom: isAfresh ? undefined : begun.putBackFrom,
    other: isAfresh ? undefined : begun.other,
    idempotencyKey: () => kept.current.idempotencyKey,
    keep: (entered: Entered) => {
      keep({ entered })
      if (mayKeep) writer.keep(entered)
    },
    answered: () => keep({ idempotencyKey: crypto.randomUUID() }),
    clear: () => {
      if (mayKeep) writer.clear()
      keepInTab(name, undefined)
      kept.current = inputToBeginWith(name, undefined).kept
      setAfresh(true)
    },
    letGo: () => {
      if (mayKeep) writer.drop()
      keepInTab(name, undefined)
      named.current = undefined
    },
  }
}
