import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { AnswerOf } from '../../../../client/index.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { Mark } from '../../parts/mark.js'
import { RowsTable, type Column } from '../../parts/rows-table.js'

type Answer = AnswerOf<'readRegister'>
type Line = Answer['items'][number]
type Row = Line & { readonly id: string }

/** Lines in the columns of the register. What is struck off stays readable, and says so. */
export function RegisterTable({ answer, isStale }: { readonly answer: Answer; readonly isStale: boolean }) {
  const local = useLocalText()
  const { register, items } = answer
  // A case may have several lines: one for each item of a list.
  const rows = items.map((line, place): Row => ({ ...line, id: `${line.instance} ${place}` }))
  return (
    <div className="register-lines">
      <RowsTable
        caption={local(register.title, register.id)}
        columns={useColumns(register)}
        rows={rows}
        isStale={isStale}
      />
    </div>
  )
}

function useColumns(register: Answer['register']): readonly Column<Row>[] {
  const { t } = useTranslation()
  const local = useLocalText()
  const own = register.columns.map(({ name, title }): Column<Row> => ({
    name: `column ${name}`,
    title: local(title, name),
    show: (line) => <Cell line={line} name={name} />,
  }))
  return [
    {
      name: 'case',
      title: t('registers.case'),
      show: ({ instance, number, struckOff }) => (
        <>
          <Link className="number" to={`/instances/${instance}`}>
            {number ?? t('instances.noNumber')}
          </Link>{' '}
          {struckOff && <Mark kind="good">{local(register.struckOff?.title, t('registers.struckOff'))}</Mark>}
        </>
      ),
    },
    ...own,
  ]
}

function Cell({ line, name }: { readonly line: Line; readonly name: string }) {
  const { t } = useTranslation()
  const failed = line.failed?.[name]
  if (failed !== undefined)
    return (
      <span className="soft" title={failed}>
        {t('registers.failed')}
      </span>
    )
  return <span className={line.struckOff ? 'struck-off' : undefined}>{line.shown[name]}</span>
}
