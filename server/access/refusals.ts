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

/** No form that whoever has the link may send now asks for a file. */
export function noFileAsked(): Refusal {
  const text = { 'zh-CN': '目前不需要您提供文件。', en: 'No file is needed from you now.' }
  return { code: 'forbidden', text, reasons: [{ code: 'forbidden', text }] }
}

/** Says the same whether there is no such process or none for this actor. */
export function noSuchProcess(id: string): Refusal {
  const text = {
    'zh-CN': `没有名为“${id}”且对您开放的流程。`,
    en: `There is no process '${id}' that is open to your roles.`,
  }
  return { code: 'unknown-process', text, reasons: [{ code: 'unknown-process', text, found: id }] }
}

/** There is no version of that hash of a process. */
export function noSuchVersion(
  hash: string,
  named = 'by its hash, or by at least the first 8 characters of it',
): Refusal {
  const text = {
    'zh-CN': `该流程没有版本“${hash}”。`,
    en: `The process has no version '${hash}'. Name it ${named}.`,
  }
  return { code: 'unknown-version', text, reasons: [{ code: 'unknown-version', text, found: hash }] }
}
