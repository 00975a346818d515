import { createContext, useContext } from 'react'
import { useApi } from '../api/api-context.js'

/** A file as it is sent. */
export interface FileToSend {
  readonly name: string
  readonly body: Blob
}

/** How the files of a form are sent, and which may be chosen. */
export interface FileSending {
  /** Resolves with the id the server gives the file. */
  readonly send: (file: FileToSend) => Promise<string>
  /** Kinds that can be chosen, as an `accept` of HTML has them; all unless given. */
  readonly accept?: string
}

const FileSendingContext = createContext<FileSending | undefined>(undefined)

/** Has the files of the forms below sent in another way than by somebody who is signed in. */
export const FileSendingProvider = FileSendingContext.Provider

/** How a form sends its files. */
export function useFileSending(): FileSending {
  const api = useApi()
  const given = useContext(FileSendingContext)
  return (
    given ?? {
      send: async ({ name, body }) =>
        (await api.addAttachment({ name, body, contentType: contentTypeOf(body) })).id,
    }
  )
}

/** The media type a file is sent with: browsers leave it empty where they know none. */
export const contentTypeOf = ({ type }: Blob): string => (type === '' ? 'application/octet-stream' : type)
