import type { WidgetProps } from '@rjsf/utils'
import type { ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../parts/problem-notice.js'
import { useIsNarrow } from '../parts/use-is-narrow.js'
import { useSpoken } from './form-inputs.js'
import { useFileSending } from './send-file-context.js'
import { smallPhoto } from './small-photo.js'
import { useUpload } from './use-upload.js'

/** What files were called here, by the ids the server gave them. */
const names = new Map<string, string>()

/** A file: sent at once when it is chosen, photographs made smaller before; the answer is the id the server gives. */
export function AttachmentInput(props: WidgetProps) {
  const { id, onChange, disabled } = props
  const { t } = useTranslation()
  const text = useProblemText()
  const isNarrow = useIsNarrow()
  const { accept } = useFileSending()
  const upload = useUpload((kept, { name }) => {
    names.set(kept, name)
    onChange(kept)
  })
  const kept = props.value as string | undefined
  const pick = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0]
    // Emptied, so that the same file can be chosen again.
    target.value = ''
    if (file) upload.mutate({ name: file.name, body: smallPhoto(file) })
  }
  const about = { ...useSpoken(props), disabled: (disabled ?? false) || upload.isPending }
  return (
    <div className="form-file">
      {kept !== undefined && (
        <span className="form-file-kept">
          <span>✓ {names.get(kept) ?? t('form.fileKept')}</span>
          <button type="button" className="form-let-go" onClick={() => onChange(undefined)}>
            {t('form.fileRemove')}
          </button>
        </span>
      )}
      {isNarrow && (
        <label className="form-file-pick">
          <input
            type="file"
            accept="image/*"
            capture="environment"
            onChange={pick}
            disabled={about.disabled}
          />
          {t('form.photo')}
        </label>
      )}
      <label className="form-file-pick">
        <input
          type="file"
          id={id}
          name={id}
          {...(accept !== undefined && { accept })}
          onChange={pick}
          {...about}
        />
        {t(kept === undefined ? 'form.file' : 'form.fileOther')}
      </label>
      <span role="status">{upload.isPending && t('form.fileSending')}</span>
      {upload.error && (
        <span role="alert" className="form-error">
          {text(upload.error)}
        </span>
      )}
    </div>
  )
}
