import { useState } from 'react'
import { useApi } from '../../api/api-context.js'
import { useProcess, type Instance } from '../../api/queries.js'
import { EarlierDraft } from '../../drafts/draft-notices.js'
import type { Draft } from '../../drafts/draft-state.js'
import type { AnswerSchema } from '../../forms/index.js'
import { fieldsOf } from '../instance/field-definition.js'

/** What the reader entered for earlier visits and never sent: not lost, and theirs to take over or throw away. */
export function EarlierDrafts({
  drafts,
  other,
  instance,
  schema,
  takeOver,
}: {
  readonly drafts: readonly Draft[]
  /** One for this very visit, which another device kept. */
  readonly other?: Draft | undefined
  readonly instance: Instance
  readonly schema: AnswerSchema | undefined
  /** Absent where nothing can be entered now. */
  readonly takeOver?: (draft: Draft) => void
}) {
  const api = useApi()
  const { data: process } = useProcess(instance)
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const discard = (id: string) => {
    setGone((before) => new Set([...before, id]))
    // One that stays is over by itself in time.
    void api.discardDraft({ id, body: {} }).catch(() => undefined)
  }
  return [...(other ? [other] : []), ...drafts]
    .filter(({ id }) => !gone.has(id))
    .map((draft) => (
      <EarlierDraft
        key={draft.id}
        draft={draft}
        schema={schema}
        fields={fieldsOf(process)}
        takeOver={takeOver && (() => takeOver(draft))}
        discard={draft === other ? undefined : () => discard(draft.id)}
      />
    ))
}
