import { useQuery } from '@tanstack/react-query'
import type { Client } from '../../../../client/index.js'
import { useApi } from '../../api/api-context.js'
import { useLanguage } from '../../i18n/use-local-text.js'

/** What is drawn: a case on its process, or a process in its current version. */
export type Drawn =
  { readonly instance: string } | { readonly process: string; readonly profile?: string | undefined }

/** A picture, as SVG without its style, and what it shows as text. */
export interface DrawnTexts {
  readonly svg: string
  readonly outline: string
}

/** The picture and its outline, asked for together. That of a case is asked for again when the case changes. */
export function useDiagram(drawn: Drawn) {
  const api = useApi()
  const lang = useLanguage()
  const key = 'instance' in drawn ? ['instance', drawn.instance] : ['process', drawn.process, drawn.profile]
  return useQuery({
    queryKey: [...key, 'diagram', lang],
    queryFn: async ({ signal }): Promise<DrawnTexts> => {
      const [svg, outline] = await Promise.all(answersFor(api, drawn, { lang, signal }))
      return { svg: await svg.text(), outline: await outline.text() }
    },
  })
}

function answersFor(
  api: Client,
  drawn: Drawn,
  { lang, signal }: { readonly lang: 'zh-CN' | 'en'; readonly signal: AbortSignal },
): readonly [Promise<Response>, Promise<Response>] {
  // The policy of the page forbids a style inside the picture.
  const style = 'outside'
  if ('instance' in drawn) {
    const id = drawn.instance
    return [api.drawInstance({ id, lang, style }, { signal }), api.outlineInstance({ id, lang }, { signal })]
  }
  const asked = { id: drawn.process, lang, ...(drawn.profile !== undefined && { profile: drawn.profile }) }
  return [api.drawProcess({ ...asked, style }, { signal }), api.outlineProcess(asked, { signal })]
}
