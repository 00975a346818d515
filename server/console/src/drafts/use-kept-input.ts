import { useMemo, useRef, useState } from 'react'
import { keepAnswers, keptAnswers, type Answers } from '../forms/index.js'
import type { DraftPlace, DraftState } from './draft-writer.js'
import { inputsAsKnown } from './known-answers.js'
import { useDraftWriter } from './use-draft-writer.js'
import type { Draft } from './use-drafts.js'

/** What is entered: kept in the memory of the tab, and as a draft on the server. */
export interface KeptInput {
  readonly answers: Answers
  /** Inputs that say what the case knew before. */
  readonly known: ReadonlySet<string>
  readonly draft: DraftState
  /** When what the form began with was entered; absent once it was thrown away, or where nothing was. */
  readonly putBackFrom: string | undefined
  readonly idempotencyKey: () => string
  /** Inputs that were changed since the last answer of the server; what it said of them no longer counts. */
  readonly mended: ReadonlySet<string>
  readonly change: (answers: Answers, input: string | undefined) => void
  /** The server has answered: whatever is sent next is another request. */
  readonly answered: () => void
  /** Throws away what was entered, here and on the server. */
  readonly afresh: () => void
  readonly letGo: () => void
}

/**
 * Begins with what was entered in this tab under a name, else with the draft, else with what the case knows. `place` is
 * where the draft belongs; another one is another object.
 */
export function useKeptInput({
  name,
  place,
  draft,
  known,
}: {
  readonly name: string
  readonly place: DraftPlace
  readonly draft: Draft | undefined
  readonly known: Answers
}): KeptInput {
  const kept = useRef(keptAnswers(name))
  const isInMemory = Object.keys(kept.current.answers).length > 0
  const [answers, setAnswers] = useState<Answers>(() =>
    isInMemory ? kept.current.answers : (draft?.answers ?? known),
  )
  const [putBackFrom, setPutBackFrom] = useState(isInMemory ? undefined : draft?.updatedAt)
  const [mended, setMended] = useState<ReadonlySet<string>>(new Set())
  const { writer, state } = useDraftWriter(place, draft?.id)
  const keep = (change: Partial<(typeof kept)['current']>) => {
    kept.current = { ...kept.current, ...change }
    keepAnswers(name, kept.current)
  }
  return {
    ...{ answers, mended, draft: state, putBackFrom },
    known: useMemo(() => new Set(inputsAsKnown(known, answers)), [known, answers]),
    idempotencyKey: () => kept.current.idempotencyKey,
    change: (next, input) => {
      // The form tells of itself too, without anybody having entered anything.
      if (JSON.stringify(next) !== JSON.stringify(answers)) writer.keep(next)
      keep({ answers: next })
      setAnswers(next)
      if (input !== undefined) setMended((before) => new Set([...before, input]))
    },
    answered: () => {
      keep({ idempotencyKey: crypto.randomUUID() })
      setMended(new Set())
    },
    afresh: () => {
      writer.clear()
      keepAnswers(name, undefined)
      kept.current = keptAnswers(name)
      setAnswers(known)
      setPutBackFrom(undefined)
    },
    letGo: () => {
      writer.drop()
      keepAnswers(name, undefined)
    },
  }
}
