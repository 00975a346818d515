import type { Permission, Refusal } from '../../engine/index.js'

/** For what the actor knows to exist. */
export function notForYou(): Refusal {
  const text = { 'zh-CN': '您的角色无权查看。', en: 'Your roles do not open this.' }
  return { code: 'forbidden', text, reasons: [{ code: 'forbidden', text }] }
}

/** For what none of the roles allows; `access.yaml` gives the permission of this name. */
export function notAllowed(permission: Permission): Refusal {
  const text = {
    'zh-CN': `您的角色没有“${permission}”权限。`,
    en: `None of your roles has the permission '${permission}' here.`,
  }
  return { code: 'forbidden', text, reasons: [{ code: 'forbidden', text, expected: permission }] }
}

/** Says the same whether there is no such process or none for this actor. */
export function noSuchProcess(id: string): Refusal {
  const text = {
    'zh-CN': `没有名为“${id}”且对您开放的流程。`,
    en: `There is no process '${id}' that is open to your roles.`,
  }
  return { code: 'unknown-process', text, reasons: [{ code: 'unknown-process', text, found: id }] }
}
