import { createHash } from 'node:crypto'

const shared = `
* { box-sizing: border-box; }
html { font: 10.5pt/1.45 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #000; background: #fff; }
body { margin: 0; position: relative; }
main { max-width: 190mm; margin: 0 auto; padding: 6mm 0; }
h1 { margin: 0; text-align: center; font-size: 18pt; letter-spacing: .12em; }
h1 small { display: block; font-size: 10pt; font-weight: normal; letter-spacing: 0; }
.head { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 1mm 8mm; margin: 5mm 0 2mm; }
.head b { font-weight: 600; }
small { color: #444; font-size: 8.5pt; }
table { width: 100%; border-collapse: collapse; }
th, td { border: .3mm solid #000; padding: 1.6mm 2.4mm; text-align: left; vertical-align: top; }
th { width: 30%; font-weight: 600; }
th small, .line small { display: block; font-weight: normal; }
td { height: 9mm; overflow-wrap: anywhere; white-space: pre-line; }
td p { margin: 0; }
.drawn { display: block; max-width: 70mm; max-height: 18mm; }
.signatures { display: flex; flex-wrap: wrap; gap: 6mm 10mm; margin-top: 8mm; break-inside: avoid; }
.line { flex: 1 1 40%; min-height: 15mm; border-bottom: .3mm solid #000; display: flex; justify-content: space-between; }
.note { margin-top: 6mm; }
.mark { position: fixed; inset: 0; display: flex; align-items: center; justify-content: center; pointer-events: none; }
.mark span { border: 1.5mm solid; padding: 2mm 10mm; font-size: 44pt; font-weight: 700; letter-spacing: .1em; color: #b00; opacity: .45; transform: rotate(-24deg); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
footer { margin-top: 6mm; font-size: 8pt; color: #444; }
`

/** Size of a printed sheet. */
export type PaperSize = 'A4' | 'A5'

/** The style of a printed sheet, whole: nothing is loaded from elsewhere. */
export function printStyle(size: PaperSize): string {
  const small = size === 'A5' ? 'html { font-size: 9pt; }\nh1 { font-size: 15pt; }\n' : ''
  return `\n@page { size: ${size}; margin: ${size === 'A5' ? '9mm' : '15mm'}; }${shared}${small}`
}

/** The content security policy under which printed papers are shown: their own style, pictures that stand in them, and nothing else. */
export const printedPaperPolicy = [
  "default-src 'none'",
  `style-src ${(['A4', 'A5'] as const).map((size) => `'sha256-${hashOf(printStyle(size))}'`).join(' ')}`,
  // Signatures that were drawn stand in the page itself.
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

function hashOf(style: string): string {
  return createHash('sha256').update(style).digest('base64')
}
