import { useIsMutating } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { attachmentSending } from './use-upload.js'

/**
 * The button that sends, and the way back. Without `press` it submits the form around it; while a file is on its way it
 * waits.
 */
export function FormFoot({
  label,
  isBusy,
  isOver,
  press,
  back,
}: {
  readonly label: string
  readonly isBusy: boolean
  /** Nothing can be sent any more. */
  readonly isOver: boolean
  readonly press: (() => void) | undefined
  readonly back: ReactNode
}) {
  const isSendingFile = useIsMutating({ mutationKey: attachmentSending }) > 0
  return (
    <div className="form-foot">
      <Button
        type="primary"
        size="large"
        htmlType={press ? 'button' : 'submit'}
        loading={isBusy}
        disabled={isOver || isSendingFile}
        {...(press && { onClick: press })}
      >
        {label}
      </Button>
      {back}
    </div>
  )
}
