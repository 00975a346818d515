/** A point of a line, in pixels of the page, with the pressure of the pen between 0 and 1. */
export interface StrokePoint {
  readonly x: number
  readonly y: number
  readonly pressure: number
}

/** A line drawn without lifting the pen. */
export type Stroke = readonly StrokePoint[]

/** Shorter than this altogether, in pixels, is a slip of the hand and no signature. */
const shortest = 40

/** Free ground around a signature in its picture, and how many pixels of the picture one of the page becomes. */
const margin = 12
const sharpness = 2

/** Dark on white in every theme: it is printed. */
const ink = '#10131a'
const ground = '#fff'

/** Whether something was drawn that somebody can have meant. */
export function isSigned(strokes: readonly Stroke[]): boolean {
  return strokes.reduce((total, stroke) => total + lengthOf(stroke), 0) >= shortest
}

/** Draws the strokes on white, over everything that was there. */
export function drawStrokes(
  context: CanvasRenderingContext2D,
  strokes: readonly Stroke[],
  { width, height }: { readonly width: number; readonly height: number },
): void {
  context.fillStyle = ground
  context.fillRect(0, 0, width, height)
  context.strokeStyle = ink
  context.fillStyle = ink
  context.lineCap = 'round'
  context.lineJoin = 'round'
  for (const stroke of strokes) drawStroke(context, stroke)
}

/** The signature as a picture of its own: PNG, as large as what was drawn with some white around it. */
export async function pictureOf(strokes: readonly Stroke[]): Promise<Blob> {
  const points = strokes.flat()
  const [left, top] = [Math.min(...points.map(({ x }) => x)), Math.min(...points.map(({ y }) => y))]
  const width = Math.max(...points.map(({ x }) => x)) - left + 2 * margin
  const height = Math.max(...points.map(({ y }) => y)) - top + 2 * margin
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width * sharpness)
  canvas.height = Math.ceil(height * sharpness)
  const context = canvas.getContext('2d')
  context?.scale(sharpness, sharpness)
  const moved = strokes.map((stroke) =>
    stroke.map((point) => ({ ...point, x: point.x - left + margin, y: point.y - top + margin })),
  )
  if (context) drawStrokes(context, moved, { width, height })
  const picture = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
  if (!picture) throw new Error('Expected a picture of the signature, but the browser made none.')
  return picture
}

function drawStroke(context: CanvasRenderingContext2D, stroke: Stroke): void {
  const [first] = stroke
  if (!first) return
  context.beginPath()
  context.arc(first.x, first.y, widthOf(first) / 2, 0, 2 * Math.PI)
  context.fill()
  stroke.slice(1).forEach((point, index) => {
    const before = stroke[index] ?? point
    context.lineWidth = widthOf(point)
    context.beginPath()
    context.moveTo(before.x, before.y)
    context.lineTo(point.x, point.y)
    context.stroke()
  })
}

/** A pen that is pressed draws thicker; a finger and a mouse press always the same. */
const widthOf = ({ pressure }: StrokePoint): number => 1.2 + 2.6 * pressure

function lengthOf(stroke: Stroke): number {
  return stroke.slice(1).reduce((total, { x, y }, index) => {
    const before = stroke[index] ?? { x, y }
    return total + Math.hypot(x - before.x, y - before.y)
  }, 0)
}
