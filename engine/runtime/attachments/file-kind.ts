/** Kinds that are told by their first bytes: photographs as phones take them, and PDF. */
export type FileKind = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/heic' | 'application/pdf'

/** What a file is by its first bytes, whatever whoever sent it calls it; `undefined` for any other kind. */
export function fileKind(content: Uint8Array): FileKind | undefined {
  const head = Buffer.from(content.subarray(0, 16)).toString('latin1')
  return marks.find(({ at, texts }) => texts.some((text) => head.startsWith(text, at)))?.kind
}

const marks: readonly { readonly kind: FileKind; readonly at: number; readonly texts: readonly string[] }[] =
  [
    { kind: 'image/jpeg', at: 0, texts: ['\xff\xd8\xff'] },
    { kind: 'image/png', at: 0, texts: ['\x89PNG\r\n\x1a\n'] },
    { kind: 'image/webp', at: 8, texts: ['WEBP'] },
    { kind: 'image/heic', at: 4, texts: ['ftypheic', 'ftypheix', 'ftyphevc', 'ftypmif1', 'ftypmsf1'] },
    { kind: 'application/pdf', at: 0, texts: ['%PDF-'] },
  ]
