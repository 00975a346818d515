import type { WidgetProps } from '@rjsf/utils'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.js'
import { useProblemText } from '../parts/problem-notice.js'
import { useIsNarrow } from '../parts/use-is-narrow.js'
import { useSpoken } from './form-inputs.js'
import { smallPhoto } from './small-photo.js'

/** What files were called here, by the ids the server gave them. */
const names = new Map<string, string>()

/** A file: sent at once when it is chosen, photographs made smaller before; the answer is the id the server gives. */
export function AttachmentInput(props: WidgetProps) {
  const { id, onChange, disabled } = props
  const { t } = useTranslation()
  const text = useProblemText()
  const isNarrow = useIsNarrow()
  const upload = useUpload(onChange)
  const kept = props.value as string | undefined
  const pick = (file: File | undefined) => file && upload.mutate(file)
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
            onChange={({ target }) => pick(target.files?.[0])}
            disabled={about.disabled}
          />
          {t('form.photo')}
        </label>
      )}
      <label className="form-file-pick">
        <input type="file" id={id} name={id} onChange={({ target }) => pick(target.files?.[0])} {...about} />
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

function useUpload(whenKept: (id: string) => void) {
  const api = useApi()
  return useMutation({
    mutationFn: async (file: File) => {
      const body = await smallPhoto(file)
      const contentType = body.type === '' ? 'application/octet-stream' : body.type
      const { id } = await api.addAttachment({ name: file.name, body, contentType })
      names.set(id, file.name)
      return id
    },
    onSuccess: whenKept,
  })
}
