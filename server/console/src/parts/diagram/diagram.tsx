import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ProblemNotice } from '../problem-notice.js'
import { useAddress } from '../use-address.js'
import type { CountWords, StateCounts } from './mark-counts.js'
import { Outline } from './outline.js'
import { statesIn } from './outline-tree.js'
import { Picture } from './picture.js'
import { useDiagram, type Drawn } from './use-diagram.js'
import { usePictureLook } from './use-picture-look.js'
import './diagram.css'

const forms = ['picture', 'outline'] as const

/** More states than this are read more easily as a list on a phone. */
const readableStates = 12
const narrow = window.matchMedia('(max-width: 480px)')

/** A process, or a case on its process: as a picture, or as a list that says the same. The address tells which. */
export function Diagram({
  drawn,
  counts,
  words,
}: {
  readonly drawn: Drawn
  /** Cases in each state, where they are asked for. */
  readonly counts?: StateCounts | undefined
  /** How numbers are told that are something else; stays the same from one look to the next. */
  readonly words?: CountWords
}) {
  const { t } = useTranslation()
  const { values } = useAddress()
  const turning = usePictureLook()
  const { data, error, refetch } = useDiagram(drawn, turning.look)
  if (!data)
    return error ? (
      <ProblemNotice error={error} retry={() => void refetch()} />
    ) : (
      <Skeleton active className="panel list-wait" paragraph={{ rows: 10 }} />
    )
  const usual = narrow.matches && statesIn(data.outline) > readableStates ? 'outline' : 'picture'
  const form = forms.find((one) => one === values['form']) ?? usual
  return (
    <>
      <nav className="tabs diagram-forms" aria-label={t('diagram.forms')}>
        {forms.map((one) => (
          <Link
            key={one}
            to={{ search: new URLSearchParams({ ...values, form: one }).toString() }}
            aria-current={one === form}
            replace
          >
            {t(`diagram.${one}`)}
          </Link>
        ))}
      </nav>
      {form === 'picture' ? (
        <Picture drawn={drawn} svg={data.svg} counts={counts} words={words} turning={turning} />
      ) : (
        <Outline text={data.outline} />
      )}
    </>
  )
}
