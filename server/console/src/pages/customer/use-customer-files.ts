import { useMemo } from 'react'
import { useApi } from '../../api/api-context.js'
import { contentTypeOf, type FileSending } from '../../forms/index.js'

/** Files of the forms on the page of a link go through that link: photographs and PDF. */
export function useCustomerFiles(token: string): FileSending {
  const api = useApi()
  return useMemo(
    () => ({
      accept: 'image/*,application/pdf',
      send: async ({ name, body }) =>
        (await api.addCustomerAttachment({ token, name, body, contentType: contentTypeOf(body) })).id,
    }),
    [api, token],
  )
}
