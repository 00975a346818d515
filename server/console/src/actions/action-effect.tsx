import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../../client/index.js'
import { useNames } from '../api/people.js'
import { useProcess, type Instance } from '../api/queries.js'
import { useLocalText } from '../i18n/use-local-text.js'
import { DataValue } from '../pages/instance/data-value.js'
import { wayTo } from '../pages/instance/field-definition.js'
import { useCaseTitles } from '../pages/instance/titles-context.js'
import { ZonedMoment } from '../pages/instance/zoned-moment.js'
import './action-effect.css'

/** What an action does to a case, as its dry run tells. */
export type Effect = NonNullable<AnswerOf<'actOnInstance'>['effect']>

/** The effect of an action in words, before it is done. */
export function ActionEffect({ effect, instance }: { readonly effect: Effect; readonly instance: Instance }) {
  const { t } = useTranslation()
  const titles = useCaseTitles()
  const states = (stays: Effect['left']): readonly string[] => stays.map(({ state }) => titles.state(state))
  const { status } = effect
  const isNothing = !status && Object.values(effect).every((one) => Object.keys(one as object).length === 0)
  if (isNothing) return <p className="soft">{t('effect.nothing')}</p>
  return (
    <div className="effect">
      {status && (
        <Told title={t('effect.status')}>
          <li>
            {t(`effect.is.${status.before}`)} → <strong>{t(`effect.is.${status.after}`)}</strong>
          </li>
        </Told>
      )}
      <Told title={t('effect.left')}>{states(effect.left).map(line)}</Told>
      <Told title={t('effect.entered')}>{states(effect.entered).map(line)}</Told>
      <TaskLines effect={effect} />
      <Told title={t('effect.clocks')}>
        {effect.clocks.map(({ clock, kind, before, after }) => (
          <li key={clock}>
            <strong>{titles.clock(clock)}</strong> {kind !== 'deadline' && t(`effect.kind.${kind}`)}{' '}
            {before === undefined ? t('effect.runs') : <ZonedMoment at={before} zone={titles.zone(clock)} />}
            {' → '}
            {after === undefined ? t('effect.stops') : <ZonedMoment at={after} zone={titles.zone(clock)} />}
          </li>
        ))}
      </Told>
      <OutsideLines effect={effect} />
      <DataLines effect={effect} instance={instance} />
    </div>
  )
}

const line = (text: string, index: number): ReactNode => <li key={index}>{text}</li>

/** A part of the effect; nothing where it has no lines. */
function Told({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  if (Array.isArray(children) && children.length === 0) return null
  return (
    <section>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  )
}

function TaskLines({ effect }: { readonly effect: Effect }) {
  const { t } = useTranslation()
  const titles = useCaseTitles()
  const { person, role } = useNames()
  const { tasksOpened, tasksClosed, tasksHanded } = effect
  return (
    <>
      <Told title={t('effect.tasksOpened')}>
        {tasksOpened.map(({ task, state, roles }) => (
          <li key={task}>
            {titles.state(state)} – {roles.map(role).join(t('actions.comma'))}
          </li>
        ))}
      </Told>
      <Told title={t('effect.tasksClosed')}>
        {tasksClosed.map(({ state }) => titles.state(state)).map(line)}
      </Told>
      <Told title={t('effect.tasksHanded')}>
        {tasksHanded.map(({ task, state, to }) => (
          <li key={task}>
            {titles.state(state)} → {to === undefined ? t('instance.free') : person(to)}
          </li>
        ))}
      </Told>
    </>
  )
}

function OutsideLines({ effect }: { readonly effect: Effect }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const titles = useCaseTitles()
  const { role } = useNames()
  return (
    <>
      <Told title={t('effect.outside')}>
        {effect.effects.map(({ id, kind, to = [], state, templateTitle }) => (
          <li key={id}>
            {kind === 'notify'
              ? t('effect.message', {
                  to: to.map(role).join(t('actions.comma')),
                  what: local(templateTitle, titles.state(state)),
                })
              : t('effect.call', { what: titles.state(state) })}
          </li>
        ))}
      </Told>
      <Told title={t('effect.messages')}>
        {effect.messages.map(({ id, processTitle }) => (
          <li key={id}>{local(processTitle, t('effect.toOther'))}</li>
        ))}
      </Told>
    </>
  )
}

function DataLines({ effect, instance }: { readonly effect: Effect; readonly instance: Instance }) {
  const { t } = useTranslation()
  const titles = useCaseTitles()
  const { data: process } = useProcess(instance)
  return (
    <Told title={t('effect.data')}>
      {Object.entries(effect.data).map(([path, { before, after }]) => {
        const definition = wayTo(process, path).at(-1)
        return (
          <li key={path}>
            <strong>{titles.field(path)}</strong>
            <OldAndNew before={before} after={after} definition={definition} />
          </li>
        )
      })}
    </Told>
  )
}

/** A value as it was and as it is. */
export function OldAndNew({
  before,
  after,
  definition,
}: {
  readonly before: unknown
  readonly after: unknown
  readonly definition: Parameters<typeof DataValue>[0]['definition']
}) {
  return (
    <span className="old-new">
      <del>
        <DataValue value={before} definition={definition} />
      </del>
      <span aria-hidden>→</span>
      <ins>
        <DataValue value={after} definition={definition} />
      </ins>
    </span>
  )
}
