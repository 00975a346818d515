/** How small and how large a picture may become. */
const limits = { smallest: 0.1, largest: 4 }

/** A place of the window, in pixels. */
interface Place {
  readonly x: number
  readonly y: number
}

/** Which part of a picture is seen, each side as a share of the whole. */
export interface Part {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A picture in a frame that scrolls: its size, and which part of it is seen. */
export class PanZoom {
  readonly #frame: HTMLElement
  #picture: SVGSVGElement | undefined
  #zoom = 1

  constructor(frame: HTMLElement) {
    this.#frame = frame
  }

  /** Shows a picture. The first one at its full size around `middle`; each later one as the one before was shown. */
  show(picture: SVGSVGElement, middle: Element | undefined): void {
    const isFirst = !this.#picture
    const { scrollLeft, scrollTop } = this.#frame
    this.#picture = picture
    this.#frame.replaceChildren(picture)
    this.#resize(this.#zoom)
    if (isFirst) this.#centre(middle)
    else this.#frame.scrollTo(scrollLeft, scrollTop)
  }

  /** Makes everything so many times larger; what is at a place stays there, the middle of the frame unless given. */
  zoomBy(factor: number, place: Place = this.#middle()): void {
    const before = this.#zoom
    this.#resize(before * factor)
    const grown = this.#zoom / before
    const { left, top } = this.#frame.getBoundingClientRect()
    const [x, y] = [place.x - left, place.y - top]
    this.#frame.scrollLeft = (this.#frame.scrollLeft + x) * grown - x
    this.#frame.scrollTop = (this.#frame.scrollTop + y) * grown - y
  }

  /** Back to the full size, around a part of the picture. */
  reset(middle: Element | undefined): void {
    this.#resize(1)
    this.#centre(middle)
  }

  /** As large as the frame shows whole. */
  fit(): void {
    const { width = 1, height = 1 } = this.#picture?.viewBox.baseVal ?? {}
    const { clientWidth, clientHeight } = this.#frame
    this.#resize(Math.min(clientWidth / width, clientHeight / height))
  }

  /** Leads to a place of the picture, as shares of its sides. */
  goTo(x: number, y: number): void {
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = this.#frame
    this.#frame.scrollTo(x * scrollWidth - clientWidth / 2, y * scrollHeight - clientHeight / 2)
  }

  /** Tells which part is seen, now and whenever another one is. The answer ends it. */
  watch(tell: (part: Part) => void): () => void {
    const look = () => {
      const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = this.#frame
      tell({
        left: scrollLeft / scrollWidth,
        top: scrollTop / scrollHeight,
        width: clientWidth / scrollWidth,
        height: clientHeight / scrollHeight,
      })
    }
    const resized = new ResizeObserver(look)
    resized.observe(this.#frame)
    if (this.#picture) resized.observe(this.#picture)
    this.#frame.addEventListener('scroll', look)
    return () => {
      resized.disconnect()
      this.#frame.removeEventListener('scroll', look)
    }
  }

  #middle(): Place {
    const { left, top, width, height } = this.#frame.getBoundingClientRect()
    return { x: left + width / 2, y: top + height / 2 }
  }

  #resize(zoom: number): void {
    this.#zoom = Math.min(limits.largest, Math.max(limits.smallest, zoom))
    const { width = 0, height = 0 } = this.#picture?.viewBox.baseVal ?? {}
    this.#picture?.setAttribute('width', String(width * this.#zoom))
    this.#picture?.setAttribute('height', String(height * this.#zoom))
  }

  #centre(part: Element | undefined): void {
    if (!part) return
    const middle = this.#middle()
    const { left, top, width, height } = part.getBoundingClientRect()
    this.#frame.scrollBy(left + width / 2 - middle.x, top + height / 2 - middle.y)
  }
}
