import {
  createOutgoing,
  dingTalkChannel,
  mailChannel,
  webhookChannel,
  weComChannel,
  type Channel,
} from '../../channels/index.js'
import type { DeclaredChannel } from '../../definition/index.js'
import { secretFrom, type Environment } from './secrets.js'

/** A declared channel that sends by itself, made ready. Throws `configuration-invalid` where a secret is missing or cannot be used. */
export function declaredChannel(
  declared: Exclude<DeclaredChannel, { kind: 'first-of' }>,
  { allow, environment }: { readonly allow: readonly string[]; readonly environment: Environment },
): Channel {
  const outgoing = createOutgoing({ allow })
  switch (declared.kind) {
    case 'mail': {
      const { from, smtp, subjectPrefix } = declared
      return mailChannel({
        from,
        smtp: secretFrom(environment, smtp),
        ...(subjectPrefix !== undefined && { subjectPrefix }),
      })
    }
    case 'webhook': {
      const { url, source, types, secret } = declared
      const secrets = secretFrom(environment, secret)
        .split(',')
        .map((one) => one.trim())
      return webhookChannel({ ...{ url, source, outgoing, secret: secrets }, ...(types && { types }) })
    }
    case 'dingtalk': {
      const { token, secret } = declared
      return dingTalkChannel({
        ...robot(declared),
        ...{ token: secretFrom(environment, token), outgoing },
        ...(secret && { secret: secretFrom(environment, secret) }),
      })
    }
    case 'wecom':
      return weComChannel({ ...robot(declared), key: secretFrom(environment, declared.key), outgoing })
  }
}

function robot({
  format,
  language,
  mentions,
}: Extract<DeclaredChannel, { kind: 'dingtalk' | 'wecom' }>): Pick<
  Extract<DeclaredChannel, { kind: 'wecom' }>,
  'format' | 'language' | 'mentions'
> {
  return { ...(format && { format }), ...(language && { language }), ...(mentions && { mentions }) }
}
