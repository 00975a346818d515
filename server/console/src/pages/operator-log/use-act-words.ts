import { useTranslation } from 'react-i18next'
import { useNames } from '../../api/people.js'
import { isOfCases, isOfHouse, type LoggedAct } from './log-address.js'

/** Who the log names for what was done on the machine of the database. */
const onMachine = 'operator'

/** An act in the reader's words. */
export function useActWords(): {
  readonly action: (action: string) => string
  readonly actor: (actor: string) => string
  readonly about: (act: LoggedAct) => string
} {
  const { t } = useTranslation()
  const { people, person, role } = useNames()
  const comma = t('actions.comma')
  const actor = (id: string): string =>
    id === onMachine && !people.some((one) => one.id === id) ? t('operatorLog.machine') : person(id)
  return {
    actor,
    // An act of a newer server has no name here yet.
    action: (action) =>
      isOfHouse(action)
        ? t(`operatorLog.action.${action}`)
        : isOfCases(action)
          ? t(`actions.name.${action}`)
          : t('operatorLog.other'),
    about: ({ detail = {} }) => {
      const texts = [text(detail['name']), named(detail['person'], person), named(detail['role'], role)]
      const roles = list(detail['roles']).map(role)
      const links = detail['links']
      return [
        ...texts.filter((one) => one !== ''),
        ...(roles.length > 0 ? [roles.join(comma)] : []),
        ...list(detail['versions']),
        ...(typeof links === 'number' ? [t('operatorLog.links', { count: links })] : []),
      ].join(' · ')
    },
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const named = (value: unknown, nameOf: (id: string) => string): string =>
  typeof value === 'string' ? nameOf(value) : ''

const list = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
