import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { ProblemError, type AskedOf } from '../../../../client/index.js'
import { useApi } from '../../api/api-context.js'
import type { Process } from '../../api/queries.js'
import { useSession } from '../../api/session.js'
import { useTell } from '../../app/toasts.js'
import { DraftMark, EarlierDraft, PutBack } from '../../drafts/draft-notices.js'
import type { Draft } from '../../drafts/draft-state.js'
import type { Drafts } from '../../drafts/use-drafts.js'
import { useKeptInput, type KeptInput } from '../../drafts/use-kept-input.js'
import {
  AnswerForm,
  FormFoot,
  FormRefused,
  useReasons,
  type Answers,
  type AnswerSchema,
} from '../../forms/index.js'
import { useLocalText } from '../../i18n/use-local-text.js'

type Data = NonNullable<AskedOf<'createInstance'>['body']['data']>

const nothing: Answers = {}

/** What a new case is begun with. What is entered is kept as a draft until it was taken. */
export function BeginForm({
  process,
  draft,
  keeping,
}: {
  readonly process: Process
  readonly draft: Draft | undefined
  readonly keeping: Pick<Drafts, 'mayKeep' | 'again'>
}) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { actor } = useSession()
  const { id, profile, start: schema } = process
  const place = useMemo(() => ({ process: id, ...(profile !== undefined && { profile }) }), [id, profile])
  const name = `${actor.id} begin ${id} ${profile ?? ''}`
  const { mayKeep, again } = keeping
  const input = useKeptInput({ name, place, draft, mayKeep }, nothing)
  const begin = useBeginning(place, input)
  const { error } = begin
  const problem = error instanceof ProblemError ? error.problem : undefined
  const { beside, above } = useReasons(problem, schema, input.mended)
  return (
    <div className="do">
      <section className="panel section do-form">
        <h1>{local(process.title, id)}</h1>
        <KeptBefore input={input} schema={schema} />
        {error && (above.length > 0 || !problem?.reasons?.length) && (
          <FormRefused error={error} lines={above.map(({ text }) => local(text))} />
        )}
        <AnswerForm
          schema={schema}
          answers={input.answers}
          change={input.change}
          refused={beside}
          send={(answers) => {
            if (!begin.isPending) begin.mutate(answers)
          }}
        >
          <FormFoot
            label={t('begin.submit')}
            isBusy={begin.isPending}
            isOver={false}
            press={undefined}
            back={
              <>
                <Link to="/instances/new">{t('event.back')}</Link>
                <DraftMark state={input.draft} again={again} />
              </>
            }
          />
        </AnswerForm>
      </section>
    </div>
  )
}

/** What was kept of the form: put back, or beside what this tab has. */
function KeptBefore({ input, schema }: { readonly input: KeptInput; readonly schema: AnswerSchema }) {
  const { putBackFrom, other } = input
  return (
    <>
      {putBackFrom !== undefined && <PutBack at={putBackFrom} discard={input.afresh} />}
      {other && (
        <EarlierDraft
          draft={other}
          schema={schema}
          fields={{}}
          takeOver={() => input.takeOver(other)}
          discard={undefined}
        />
      )}
    </>
  )
}

/** Begins a case once, however often the button is pressed, and leads to it. */
function useBeginning(place: { readonly process: string; readonly profile?: string }, input: KeptInput) {
  const api = useApi()
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const tell = useTell()
  return useMutation({
    mutationFn: (answers: Answers) =>
      api.createInstance(
        { body: { ...place, data: answers as Data } },
        { idempotencyKey: input.idempotencyKey() },
      ),
    onSuccess: async ({ id, number }) => {
      input.letGo()
      tell.success(t('begin.done', { number: number ?? '' }))
      await navigate(`/instances/${encodeURIComponent(id)}`)
      void queries.invalidateQueries({ queryKey: ['instances'] })
      void queries.invalidateQueries({ queryKey: ['tasks'] })
    },
    onError: (error) => {
      // Without an answer it may have taken effect: the same key again cannot double it.
      if (error instanceof ProblemError && error.status < 500) input.answered()
    },
  })
}
