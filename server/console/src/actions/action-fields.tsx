import { useTranslation } from 'react-i18next'
import { useDeadlines, useProcess, useProcesses, type Instance } from '../api/queries.js'
import { useNames } from '../api/people.js'
import { useLocalText } from '../i18n/use-local-text.js'
import { fieldsOf, leavesOf } from '../pages/instance/field-definition.js'
import { useCaseTitles } from '../pages/instance/titles-context.js'
import { CaseField } from './case-field.js'
import { ChangesFields } from './changes-fields.js'
import { ChoiceField, Field } from './field.js'
import type { ActionName, WishParts } from './operator-actions.js'
import { ValueInput } from './value-input.js'

/** What the inputs of an action work on. */
export interface ActionFieldsProps {
  readonly action: ActionName
  readonly instance: Instance
  readonly parts: WishParts
  readonly set: (parts: WishParts) => void
}

/** What an action takes beside its reason, told by titles, labels and names. */
export function ActionFields(props: ActionFieldsProps) {
  switch (props.action) {
    case 'move':
    case 'reopen':
      return <StateFields {...props} />
    case 'reassign':
      return <HolderFields {...props} />
    case 'set-deadline':
    case 'withdraw-deadline':
      return <ClockFields {...props} />
    case 'edit-data':
      return <DataFields {...props} />
    case 'merge':
    case 'link':
      return <OtherFields {...props} />
    case 'apply-profile':
      return <ProfileFields {...props} />
    case 'skip':
      return <AnswerFields {...props} />
    default:
      return null
  }
}

function StateFields({ instance, parts, set }: ActionFieldsProps) {
  const { t } = useTranslation()
  const titles = useCaseTitles()
  const { data: process } = useProcess(instance)
  const states = process?.states ?? []
  const nameOf = (path: string): string =>
    path
      .split('.')
      .map((_, index, all) => titles.state(all.slice(0, index + 1).join('.')))
      .join(' › ')
  return (
    <>
      <ChoiceField
        label={t('actions.to')}
        none={t('actions.choose')}
        value={parts.to}
        choose={(to) => set({ ...parts, to })}
        choices={states.map(({ path }) => [path, nameOf(path)])}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={parts.withoutEntryActions ?? false}
          onChange={({ target }) => set({ ...parts, withoutEntryActions: target.checked || undefined })}
        />
        {t('actions.withoutEntry')}
      </label>
    </>
  )
}

function HolderFields({ instance, parts, set }: ActionFieldsProps) {
  const { t } = useTranslation()
  const titles = useCaseTitles()
  const { people, person, role } = useNames()
  const tasks = (instance.tasks ?? []).map(({ id, state, assignee, roles = [] }) => {
    const holder = assignee === undefined ? roles.map(role).join(t('actions.comma')) : person(assignee)
    return [id, `${titles.state(state)} – ${holder}`] as const
  })
  return (
    <>
      <ChoiceField
        label={t('actions.task')}
        none={t('actions.choose')}
        value={parts.task}
        choose={(task) => set({ ...parts, task })}
        choices={tasks}
      />
      <ChoiceField
        label={t('actions.person')}
        help={t('actions.personHelp')}
        none={t('actions.nobody')}
        value={parts.to}
        choose={(to) => set({ ...parts, to })}
        choices={people.map(({ id, name }) => [id, name])}
      />
    </>
  )
}

function ClockFields({ action, instance, parts, set }: ActionFieldsProps) {
  const { t } = useTranslation()
  const titles = useCaseTitles()
  const { data } = useDeadlines(instance.id)
  const clocks = (data?.running ?? []).filter(
    ({ kind, byHand }) => kind === 'deadline' && (action === 'set-deadline' || byHand !== undefined),
  )
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return (
    <>
      <ChoiceField
        label={t('actions.clock')}
        none={t('actions.choose')}
        value={parts.clock}
        choose={(clock) => set({ ...parts, clock })}
        choices={clocks.flatMap(({ id }) => (id === undefined ? [] : [[id, titles.clock(id)] as const]))}
      />
      {action === 'set-deadline' && (
        <Field label={t('actions.dueAt')} help={t('actions.zone', { zone: timeZone })}>
          {(input) => (
            <input
              {...input}
              type="datetime-local"
              value={parts.dueAt === undefined ? '' : localTime(parts.dueAt)}
              onChange={({ target }) =>
                set({
                  ...parts,
                  dueAt: target.value === '' ? undefined : new Date(target.value).toISOString(),
                })
              }
            />
          )}
        </Field>
      )}
    </>
  )
}

/** A moment as an input of the browser's own time has it. */
function localTime(at: string): string {
  const date = new Date(at)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function DataFields({ instance, parts, set }: ActionFieldsProps) {
  const { data: process } = useProcess(instance)
  return (
    <ChangesFields
      instance={instance}
      fields={leavesOf(fieldsOf(process))}
      changes={parts.changes ?? {}}
      set={(changes) => set({ ...parts, changes })}
    />
  )
}

function OtherFields({ action, instance, parts, set }: ActionFieldsProps) {
  const { t } = useTranslation()
  if (action === 'link')
    return <CaseField instance={instance} value={parts.other} choose={(other) => set({ ...parts, other })} />
  return (
    <>
      <CaseField
        instance={instance}
        process={instance.process}
        value={parts.into}
        choose={(into) => set({ ...parts, into })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={parts.confirmDifferent ?? false}
          onChange={({ target }) => set({ ...parts, confirmDifferent: target.checked || undefined })}
        />
        {t('actions.confirmDifferent')}
      </label>
    </>
  )
}

function ProfileFields({ instance, parts, set }: ActionFieldsProps) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { data } = useProcesses()
  const choices = (data?.items ?? []).flatMap(({ id, profile, profileTitle, title }) =>
    id === instance.process && profile !== undefined
      ? [[profile, `${local(title)} – ${local(profileTitle, profile)}`] as const]
      : [],
  )
  return (
    <ChoiceField
      label={t('actions.profile')}
      none={t('actions.sameProfile')}
      value={parts.profile}
      choose={(profile) => set({ ...parts, profile })}
      choices={choices}
    />
  )
}

/** What stands for the answer of a service that gave none. */
function AnswerFields({ parts, set }: ActionFieldsProps) {
  const { t } = useTranslation()
  return (
    <details>
      <summary>{t('actions.answer')}</summary>
      <ValueInput
        label={t('actions.answerValue')}
        definition={{ type: 'object' }}
        value={parts.value}
        change={(value) => set({ ...parts, value: isObject(value) ? value : undefined })}
      />
    </details>
  )
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
