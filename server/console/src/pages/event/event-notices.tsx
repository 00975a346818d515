import { CorrectedMeanwhile } from '../../drafts/corrected-meanwhile.js'
import { PutBack } from '../../drafts/draft-notices.js'
import type { Draft } from '../../drafts/draft-state.js'
import type { KeptInput } from '../../drafts/use-kept-input.js'
import { ChangedMeanwhile } from './changed-meanwhile.js'
import { EarlierDrafts } from './earlier-drafts.js'
import type { OpenedEvent } from './opened-event.js'
import type { Sending } from './use-sending.js'

/** What has to be known before the form of an event is filled in and sent. */
export function EventNotices({
  opened,
  now,
  earlier,
  input,
  sending,
  is,
  goOn,
}: {
  readonly opened: OpenedEvent
  readonly now: {
    readonly instance: OpenedEvent['instance']
    readonly event: OpenedEvent['event'] | undefined
  }
  readonly earlier: readonly Draft[]
  readonly input: KeptInput
  readonly sending: Sending
  /** Whether the case has gone on meanwhile, and whether somebody changed what was entered here too. */
  readonly is: { readonly over: boolean; readonly corrected: boolean }
  readonly goOn: (now: OpenedEvent) => void
}) {
  const schema = opened.event.formSchema
  return (
    <>
      <EarlierDrafts
        drafts={earlier}
        other={input.other}
        instance={now.instance}
        schema={schema}
        {...(schema && { takeOver: input.takeOver })}
      />
      {input.putBackFrom !== undefined && <PutBack at={input.putBackFrom} discard={input.afresh} />}
      {is.over && (
        <ChangedMeanwhile
          opened={opened}
          now={now}
          goOn={(next) => {
            // What others have changed was told with the question: going on with what was entered is the answer to it.
            input.settle('entered')
            goOn(next)
          }}
        />
      )}
      {is.corrected && (
        <CorrectedMeanwhile
          corrected={input.corrected}
          schema={schema}
          settle={(choice) => {
            input.settle(choice)
            sending.forget()
          }}
        />
      )}
    </>
  )
}
