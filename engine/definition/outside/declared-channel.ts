import type { Text } from '../../errors/json.js'

/** A secret, by the environment variable that holds it. */
export interface SecretName {
  readonly env: string
}

interface AnyChannel {
  readonly name: string
  readonly title?: Text
}

interface Robot extends AnyChannel {
  readonly format?: 'text' | 'markdown'
  readonly language?: 'zh-CN' | 'en'
  readonly mentions?: 'none' | 'recipients' | 'all'
}

/** A channel as a file declares it. It names secrets and never holds them. */
export type DeclaredChannel =
  | (AnyChannel & {
      readonly kind: 'mail'
      readonly from: string
      readonly smtp: SecretName
      readonly subjectPrefix?: string
    })
  | (AnyChannel & {
      readonly kind: 'webhook'
      readonly url: string
      readonly secret: SecretName
      readonly source: string
      readonly types?: { readonly [template: string]: string }
    })
  | (Robot & { readonly kind: 'dingtalk'; readonly token: SecretName; readonly secret?: SecretName })
  | (Robot & { readonly kind: 'wecom'; readonly key: SecretName })
  /** The first of several that reaches the recipient; those a program brings may be among them. */
  | (AnyChannel & { readonly kind: 'first-of'; readonly channels: readonly string[] })
