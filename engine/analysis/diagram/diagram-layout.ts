/** Where everything of a picture is, in pixels of the picture at its natural size. Plain data, stored as JSON. */
export interface DiagramLayout {
  readonly width: number
  readonly height: number
  /** By path of the state. */
  readonly states: { readonly [path: string]: Box }
  /** By path of the state they lead into the initial child of; '' for the whole process. */
  readonly starts: { readonly [path: string]: { readonly dot: Box; readonly points: readonly Point[] } }
  /** By id of the edge. */
  readonly edges: { readonly [id: string]: PlacedEdge }
}

export interface PlacedEdge {
  /** From the border of the source to the border of the target. */
  readonly points: readonly Point[]
  readonly label: Box
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** Which way a picture goes: down fits phones and side panes. */
export type Direction = 'down' | 'right'
