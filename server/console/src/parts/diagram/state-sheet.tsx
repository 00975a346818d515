import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { SideSheet } from '../../actions/side-sheet.js'
import { useNames } from '../../api/people.js'
import { useInstance, useProcess, type Process } from '../../api/queries.js'
import { useMay } from '../../api/session.js'
import { useVersionText } from '../../api/version-text.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { sourcesOf } from './state-sources.js'
import { StateVisits } from './state-visits.js'
import type { Drawn } from './use-diagram.js'
import './state-sheet.css'

/** A state of the picture that was opened, with its name and marks as the picture says them. */
export interface OpenedState {
  readonly path: string
  readonly spoken: string
  /** What can be done about the states inside it. */
  readonly turn?: 'opened' | 'closed' | undefined
}

interface Opened {
  readonly state: OpenedState
  /** Opens or closes it on the picture. */
  readonly turn: (path: string) => void
  readonly close: () => void
}

/** What is known of a state: what the picture says of it, whose turn it is in it, when the case was in it, and where its rules come from. */
export function StateSheet({ drawn, ...opened }: Opened & { readonly drawn: Drawn }) {
  return 'instance' in drawn ? (
    <OfCase id={drawn.instance} {...opened} />
  ) : (
    <Known
      shown={{ process: drawn.process, ...(drawn.profile !== undefined && { profile: drawn.profile }) }}
      {...opened}
    />
  )
}

/** As the version has it that the case runs on. */
function OfCase({ id, ...opened }: Opened & { readonly id: string }) {
  const { data: instance } = useInstance(id)
  return (
    <Known shown={instance} {...opened}>
      <StateVisits instance={id} path={opened.state.path} />
    </Known>
  )
}

function Known({
  shown,
  state: { path, spoken, turn: is },
  turn,
  close,
  children,
}: Opened & { readonly shown: Parameters<typeof useProcess>[0]; readonly children?: ReactNode }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { data: process } = useProcess(shown)
  const known = process?.states.find((one) => one.path === path)
  const title = known?.title ?? (path === '' ? process?.title : undefined)
  return (
    <SideSheet title={local(title, spoken)} close={close}>
      <p>{spoken}</p>
      {is && (
        <p>
          <Button
            onClick={() => {
              turn(path)
              close()
            }}
          >
            {t(is === 'opened' ? 'diagram.open' : 'diagram.close')}
          </Button>
        </p>
      )}
      {known?.taskRoles && known.taskRoles.length > 0 && (
        <p>
          <span className="soft">{t('diagram.turn')}</span> <Roles roles={known.taskRoles} />
        </p>
      )}
      {children}
      {known && known.events.length > 0 && <Events events={known.events} />}
      {process && <Sources process={process} path={path} />}
      {process && known && known.kind !== 'final' && (
        <p>
          <Link to={`/instances?${new URLSearchParams({ process: process.id, state: path }).toString()}`}>
            {t('diagram.cases')}
          </Link>
        </p>
      )}
    </SideSheet>
  )
}

function Roles({ roles }: { readonly roles: readonly string[] }) {
  const { role } = useNames()
  const { i18n } = useTranslation()
  return <>{new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(roles.map(role))}</>
}

function Events({ events }: { readonly events: Process['states'][number]['events'] }) {
  const { t } = useTranslation()
  const local = useLocalText()
  return (
    <section>
      <h3>{t('diagram.events')}</h3>
      <ul className="state-lines-plain">
        {events.map(({ event, title, roles }) => (
          <li key={event}>
            {local(title, event)}{' '}
            {roles.length > 0 && (
              <span className="soft">
                <Roles roles={roles} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** For whoever may read the text of the version; nothing where no rule of the state names its source. */
function Sources({ process, path }: { readonly process: Process; readonly path: string }) {
  const { t } = useTranslation()
  const mayRead = useMay()('deploy')
  const { data } = useVersionText(process.id, mayRead ? process.hash : undefined)
  const sources = sourcesOf(data?.rules ?? [], path)
  if (sources.length === 0) return null
  return (
    <section>
      <h3>{t('diagram.sources')}</h3>
      <ul className="state-lines-plain">
        {sources.map(({ rule, sources }) => (
          <li key={rule}>
            <code>{rule}</code> <span className="soft">{sources.join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
