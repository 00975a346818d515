import { useRef, useState, type PointerEvent, type RefObject } from 'react'
import type { Stroke, StrokePoint } from './signature-strokes.js'

/** Lines that are drawn on a canvas with a finger, a pen or a mouse. */
export interface Drawing {
  readonly strokes: readonly Stroke[]
  readonly undo: () => void
  readonly clear: () => void
  /** What the canvas listens with. */
  readonly hands: {
    readonly onPointerDown: (event: PointerEvent<HTMLCanvasElement>) => void
    readonly onPointerMove: (event: PointerEvent<HTMLCanvasElement>) => void
    readonly onPointerUp: (event: PointerEvent<HTMLCanvasElement>) => void
    readonly onPointerCancel: (event: PointerEvent<HTMLCanvasElement>) => void
  }
}

/** Follows one pointer at a time, so that the ball of the hand draws nothing beside the pen. */
export function useStrokes(canvas: RefObject<HTMLCanvasElement | null>): Drawing {
  const [strokes, setStrokes] = useState<readonly Stroke[]>([])
  const pointer = useRef<number>(undefined)
  const pointsOf = (event: PointerEvent<HTMLCanvasElement>): StrokePoint[] => {
    const { left = 0, top = 0 } = canvas.current?.getBoundingClientRect() ?? {}
    // Between two frames a pen has moved on: all of its way is drawn.
    const moved = event.nativeEvent.getCoalescedEvents()
    return (moved.length > 0 ? moved : [event.nativeEvent]).map(({ clientX, clientY, pressure }) => ({
      x: clientX - left,
      y: clientY - top,
      pressure: event.pointerType === 'pen' ? pressure : 0.5,
    }))
  }
  const lift = ({ pointerId }: PointerEvent<HTMLCanvasElement>) => {
    if (pointer.current === pointerId) pointer.current = undefined
  }
  return {
    strokes,
    undo: () => setStrokes((before) => before.slice(0, -1)),
    clear: () => setStrokes([]),
    hands: {
      onPointerDown: (event) => {
        if (pointer.current !== undefined || event.button !== 0) return
        pointer.current = event.pointerId
        event.currentTarget.setPointerCapture(event.pointerId)
        const points = pointsOf(event)
        setStrokes((before) => [...before, points])
      },
      onPointerMove: (event) => {
        if (pointer.current !== event.pointerId) return
        const points = pointsOf(event)
        setStrokes((before) => [...before.slice(0, -1), [...(before.at(-1) ?? []), ...points]])
      },
      onPointerUp: lift,
      onPointerCancel: lift,
    },
  }
}
