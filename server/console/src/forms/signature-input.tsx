import type { WidgetProps } from '@rjsf/utils'
import { useIsMutating } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n/use-local-text.js'
import { useProblemText } from '../parts/problem-notice.js'
import { isAttachmentId } from './attachment-id.js'
import { useSpoken } from './form-inputs.js'
import { SignaturePad } from './signature-pad.js'
import { pictureOf, type Stroke } from './signature-strokes.js'
import { typedName, typedSignature } from './typed-signature.js'
import { attachmentSending, useUpload } from './use-upload.js'
import './signature.css'

/** Addresses of the pictures of signatures given here, by the ids the server gave them. */
const pictures = new Map<string, string>()

/** A signature: drawn, which sends a picture, or a name that is typed, which is recorded as such. */
export function SignatureInput(props: WidgetProps) {
  const { id, onChange } = props
  const { t } = useTranslation()
  const value = props.value as string | undefined
  const [isTyped, setTyped] = useState(value !== undefined && !isAttachmentId(value))
  const { 'aria-describedby': described, 'aria-invalid': isWrong } = useSpoken(props)
  const isSending = useIsMutating({ mutationKey: attachmentSending }) > 0
  const choose = (next: boolean) => {
    if (next === isTyped) return
    setTyped(next)
    onChange(undefined)
  }
  return (
    <div
      className="form-signature"
      role="group"
      aria-labelledby={`${id}__label`}
      aria-describedby={described}
      {...(isWrong === true && { 'data-wrong': true })}
    >
      <div className="form-ways">
        {[false, true].map((typed) => (
          <button
            key={String(typed)}
            type="button"
            // The first of them is where a mistake of this answer leads to.
            id={typed ? `${id}-typed` : id}
            className="form-way"
            aria-pressed={isTyped === typed}
            disabled={isSending}
            onClick={() => choose(typed)}
          >
            {t(typed ? 'form.sign.type' : 'form.sign.draw')}
          </button>
        ))}
      </div>
      {isTyped ? <TypedName {...props} /> : <Drawn {...props} />}
    </div>
  )
}

function Drawn({ value: given, onChange }: WidgetProps) {
  const { t } = useTranslation()
  const text = useProblemText()
  const value = given as string | undefined
  const upload = useUpload((kept, { body }) => {
    void remember(kept, body).then(() => onChange(kept))
  })
  const take = (strokes: readonly Stroke[]) => {
    if (!upload.isPending) upload.mutate({ name: 'signature.png', body: pictureOf(strokes) })
  }
  if (isAttachmentId(value))
    return (
      <div className="form-signed">
        {pictures.has(value) && <img src={pictures.get(value)} alt={t('form.sign.picture')} />}
        <span role="status">✓ {t('form.sign.taken')}</span>
        <button type="button" className="form-let-go" onClick={() => onChange(undefined)}>
          {t('form.sign.again')}
        </button>
      </div>
    )
  return (
    <>
      <p className="form-help">{t('form.sign.how')}</p>
      <SignaturePad isBusy={upload.isPending} take={take} />
      <span role="status">{upload.isPending && t('form.fileSending')}</span>
      {upload.error && (
        <span role="alert" className="form-error">
          {text(upload.error)}
        </span>
      )}
    </>
  )
}

async function remember(id: string, picture: Blob | Promise<Blob>): Promise<void> {
  pictures.set(id, URL.createObjectURL(await picture))
}

function TypedName({ id, value: given, onChange, required, rawErrors }: WidgetProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const value = given as string | undefined
  const [name, setName] = useState(value === undefined ? '' : typedName(value))
  const spoken = useSpoken({ id, required: required ?? false, rawErrors: rawErrors ?? [] })
  return (
    <>
      <label htmlFor={`${id}-name`}>{t('form.sign.name')}</label>
      <input
        id={`${id}-name`}
        className="form-input"
        maxLength={100}
        autoComplete="name"
        value={name}
        onChange={({ target }) => {
          setName(target.value)
          onChange(typedSignature(target.value, language))
        }}
        {...spoken}
      />
      <p className="form-help">{t('form.sign.statement')}</p>
    </>
  )
}
