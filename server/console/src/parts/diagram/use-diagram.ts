import { useQuery } from '@tanstack/react-query'
import type { Client } from '../../../../client/index.js'
import { useApi } from '../../api/api-context.js'
import { useLanguage } from '../../i18n/use-local-text.js'
import type { PictureLook } from './use-picture-look.js'

/** What is drawn: a case on its process, or a process in its current version. */
export type Drawn =
  { readonly instance: string } | { readonly process: string; readonly profile?: string | undefined }

/** A picture, as SVG without its style, and what it shows as text. */
export interface DrawnTexts {
  readonly svg: string
  readonly outline: string
}

/**
 * The picture and its outline, asked for together. That of a case is asked for again when the case changes. While it is
 * drawn with other states open, it stays as it was.
 */
export function useDiagram(drawn: Drawn, look: PictureLook) {
  const api = useApi()
  const lang = useLanguage()
  const key = 'instance' in drawn ? ['instance', drawn.instance] : ['process', drawn.process, drawn.profile]
  const queryKey = [...key, 'diagram', lang]
  return useQuery({
    queryKey: [...queryKey, look],
    placeholderData: (before: DrawnTexts | undefined, query) =>
      JSON.stringify(query?.queryKey.slice(0, -1)) === JSON.stringify(queryKey) ? before : undefined,
    queryFn: async ({ signal }): Promise<DrawnTexts> => {
      const [svg, outline] = await Promise.all(answersFor(api, drawn, { lang, look, signal }))
      return { svg: await svg.text(), outline: await outline.text() }
    },
  })
}

function answersFor(
  api: Client,
  drawn: Drawn,
  {
    lang,
    look,
    signal,
  }: { readonly lang: 'zh-CN' | 'en'; readonly look: PictureLook; readonly signal: AbortSignal },
): readonly [Promise<Response>, Promise<Response>] {
  // The policy of the page forbids a style inside the picture.
  const style = 'outside'
  if ('instance' in drawn) {
    const id = drawn.instance
    return [
      api.drawInstance({ id, lang, style, ...look }, { signal }),
      api.outlineInstance({ id, lang }, { signal }),
    ]
  }
  const asked = { id: drawn.process, lang, ...(drawn.profile !== undefined && { profile: drawn.profile }) }
  return [api.drawProcess({ ...asked, style, ...look }, { signal }), api.outlineProcess(asked, { signal })]
}
