import { useMutation } from '@tanstack/react-query'
import { useFileSending } from './send-file-context.js'

/** Names what is sent while it is on its way, so that no form goes out without it. */
export const attachmentSending = ['attachment'] as const

/** A file that may have to be made ready first. */
export interface FileToMake {
  readonly name: string
  readonly body: Blob | Promise<Blob>
}

/** Sends a file at once; `whenKept` is told the id the server gave it. */
export function useUpload(whenKept: (id: string, file: FileToMake) => void) {
  const { send } = useFileSending()
  return useMutation({
    mutationKey: attachmentSending,
    mutationFn: async ({ name, body }: FileToMake) => send({ name, body: await body }),
    onSuccess: whenKept,
  })
}
