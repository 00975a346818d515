import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { drawStrokes, isSigned, type Stroke } from './signature-strokes.js'
import { useStrokes } from './use-strokes.js'

/** A white sheet to sign on, with a finger, a pen or a mouse. What is on it counts once it is taken. */
export function SignaturePad({
  isBusy,
  take,
}: {
  readonly isBusy: boolean
  readonly take: (strokes: readonly Stroke[]) => void
}) {
  const { t } = useTranslation()
  const sheet = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const { strokes, undo, clear, hands } = useStrokes(canvas)
  const isReady = isSigned(strokes) && !isBusy
  useEffect(() => redraw(canvas.current, strokes), [strokes])
  // Somebody who goes on without the button has signed all the same.
  useEffect(() => {
    const leave = ({ target }: Event) => {
      const around = sheet.current?.closest('[role=group]')
      if (isReady && target instanceof Node && !around?.contains(target)) take(strokes)
    }
    document.addEventListener('pointerdown', leave)
    return () => document.removeEventListener('pointerdown', leave)
  }, [isReady, strokes, take])
  return (
    <div className="form-sheet" ref={sheet}>
      <canvas
        ref={canvas}
        className="form-canvas"
        role="img"
        aria-label={t(strokes.length > 0 ? 'form.sign.sheetSigned' : 'form.sign.sheetEmpty')}
        {...hands}
      />
      <div className="form-sheet-foot">
        <button type="button" className="form-take" disabled={!isReady} onClick={() => take(strokes)}>
          {t('form.sign.take')}
        </button>
        <button type="button" className="form-let-go" disabled={strokes.length === 0} onClick={undo}>
          {t('form.sign.undo')}
        </button>
        <button type="button" className="form-let-go" disabled={strokes.length === 0} onClick={clear}>
          {t('form.sign.clear')}
        </button>
      </div>
    </div>
  )
}

/** Draws everything anew: the sheet is as wide as the page allows, which may have changed meanwhile. */
function redraw(canvas: HTMLCanvasElement | null, strokes: readonly Stroke[]): void {
  const context = canvas?.getContext('2d')
  if (!canvas || !context) return
  const { clientWidth: width, clientHeight: height } = canvas
  const scale = window.devicePixelRatio
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  context.setTransform(scale, 0, 0, scale, 0, 0)
  drawStrokes(context, strokes, { width, height })
}
