import { useTranslation } from 'react-i18next'
import { useNames } from '../../api/people.js'
import type { Instance } from '../../api/queries.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { Mark } from '../../parts/mark.js'
import { Moment } from '../../parts/moment.js'
import { stateChains } from '../../parts/state-chains.js'
import { DueSection } from './due-section.js'
import { NextSection } from './next-section.js'
import { Section } from './section.js'

/** Where the case is and whose turn it is, what is due and why, and what may happen next. */
export function OverviewTab({ instance }: { readonly instance: Instance }) {
  return (
    <div className="overview">
      <WhereSection instance={instance} />
      <DueSection instance={instance} />
      <NextSection instance={instance} />
    </div>
  )
}

function WhereSection({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const since = new Map(instance.states.map((state) => [state.path, state.since]))
  const chains = stateChains(instance.states)
  // A task of a state around others stands beside the first of them alone.
  const told = new Set<string>()
  const untold = (path: string): boolean => !told.has(path) && told.add(path).has(path)
  return (
    <Section title={t('instance.where')}>
      {instance.status === 'ended' && <p className="soft">{t('instance.nowhere')}</p>}
      <ul className="where">
        {chains.map((chain) => {
          const leaf = chain.at(-1)
          const began = leaf && since.get(leaf.path)
          return (
            <li key={leaf?.path}>
              <span className="soft">
                {chain.slice(0, -1).map(({ path, title }) => `${local(title, path)} › `)}
              </span>
              <strong>{local(leaf?.title, leaf?.path)}</strong>
              {began !== undefined && (
                <span className="soft">
                  {' '}
                  {t('instance.since')} <Moment at={began} />
                </span>
              )}
              <Tasks instance={instance} paths={chain.map(({ path }) => path).filter(untold)} />
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** Whose turn it is in some states. */
function Tasks({ instance, paths }: { readonly instance: Instance; readonly paths: readonly string[] }) {
  const { t } = useTranslation()
  const { person, role } = useNames()
  return (instance.tasks ?? [])
    .filter(({ state }) => paths.includes(state))
    .map(({ id, roles, assignee, away }) => (
      <span key={id} className="marks whose-turn">
        {roles && (
          <span>
            {t('instance.turn')} <strong>{roles.map(role).join(' / ')}</strong>
          </span>
        )}
        {assignee === undefined ? (
          <Mark kind="wait">{t('instance.free')}</Mark>
        ) : (
          <Mark kind={away ? 'wait' : 'note'}>
            {t(away ? 'tasks.heldAway' : 'tasks.held', { name: person(assignee) })}
          </Mark>
        )}
      </span>
    ))
}
