/** The picture of a process: its graph, its layout, and what is drawn and written of both. */
export { closeStates, usuallyClosed, type MarkedGraph } from './close-states.js'
export { caseMarks, type DrawnCase, type MarkedEntry } from './case-marks.js'
export {
  diagramGraph,
  type DiagramEdge,
  type DiagramGraph,
  type DiagramState,
  type ProcessTitles,
} from './diagram-graph.js'
export type { Box, DiagramLayout, Direction, PlacedEdge, Point } from './diagram-layout.js'
export {
  noMarks,
  type Badge,
  type DiagramMarks,
  type EdgeMarks,
  type OperatorMove,
  type StateMarks,
} from './diagram-marks.js'
export { diagramMermaid } from './diagram-mermaid.js'
export { diagramOutline } from './diagram-outline.js'
export { diagramPolicy } from './diagram-policy.js'
export { diagramStyle } from './diagram-style.js'
export { layOut, layoutKey } from './lay-out.js'
export type { LayoutRequest } from './to-elk.js'
export { diagramSvg, type SvgRequest } from './svg/diagram-svg.js'
