import { actionEffectView, type CheckedProcess, type OperateAnswer, type Text } from '../../engine/index.js'

type ActionEffect = NonNullable<Exclude<OperateAnswer, { readonly refused: object }>['effect']>

/** What a message is called, as the version says that the case runs on. */
export function templateTitle(
  process: CheckedProcess | undefined,
  template: string | undefined,
): { readonly templateTitle?: Text } {
  const title = process?.templates.get(template ?? '')?.title
  return title ? { templateTitle: title } : {}
}

/** What an action does to a case, with the names of its messages and of the processes it begins cases of. */
export function titledActionEffect(
  effect: ActionEffect,
  process: CheckedProcess,
  processes: readonly CheckedProcess[],
): object {
  return {
    ...actionEffectView(effect),
    effects: effect.effects.map((one) => ({ ...one, ...templateTitle(process, one.template) })),
    messages: effect.messages.map((one) => {
      const title = processes.find(({ id }) => id === one.process)?.title
      return { ...one, ...(title && { processTitle: title }) }
    }),
  }
}
