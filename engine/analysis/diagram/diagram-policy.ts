import { createHash } from 'node:crypto'
import { diagramStyle } from './diagram-style.js'

/** The content security policy under which a picture is shown by itself: its own style, and nothing else at all. */
export const diagramPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(diagramStyle).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')
