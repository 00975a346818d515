import type { Refusal, RefusalCode, Text } from '../../errors/index.js'

/** Why a view or a draft is not kept as it was asked for. */
function refuse(
  code: RefusalCode,
  text: Text,
  details: { readonly expected?: string; readonly found?: string } = {},
): Refusal {
  return { code, text, reasons: [{ code, text, ...details }] }
}

/** There is no such view, or it is not for whoever asks. */
export function unknownView(id: string): Refusal {
  return refuse(
    'unknown-view',
    { 'zh-CN': '没有这个视图，或它不对您开放。', en: `There is no view '${id}' that is open to you.` },
    { found: id },
  )
}

/** Two views of one owner would have the same name. */
export function viewNameTaken(name: string): Refusal {
  return refuse(
    'view-name-taken',
    {
      'zh-CN': `已有名为“${name}”的视图，请换一个名称。`,
      en: `There is a view called '${name}' already. Choose another name.`,
    },
    { found: name },
  )
}

/** One person keeps no more of them. */
export function tooManyViews(most: number): Refusal {
  return refuse(
    'too-many-views',
    {
      'zh-CN': `每人最多保存 ${most} 个视图。请先删除不再使用的视图。`,
      en: `Expected at most ${most} views of one person, but you have as many already. Remove one first.`,
    },
    { expected: `at most ${most}` },
  )
}

/** There is no such draft of whoever asks. */
export function unknownDraft(id: string): Refusal {
  return refuse(
    'unknown-draft',
    { 'zh-CN': '您没有这份草稿，或它已过期。', en: `You have no draft '${id}', or it is over.` },
    { found: id },
  )
}

/** One person keeps no more of them. */
export function tooManyDrafts(most: number): Refusal {
  return refuse(
    'too-many-drafts',
    {
      'zh-CN': `每人最多保留 ${most} 份草稿。请先提交或舍弃其中一些。`,
      en: `Expected at most ${most} drafts of one person, but you have as many already. Send or discard some first.`,
    },
    { expected: `at most ${most}` },
  )
}

/** What was entered is too much for a draft. */
export function draftTooLarge(bytes: number, most: number): Refusal {
  return refuse(
    'draft-too-large',
    {
      'zh-CN': `草稿内容过长，最多 ${most / 1024} KiB。`,
      en: `Expected at most ${most / 1024} KiB in a draft, but there are ${Math.ceil(bytes / 1024)} KiB.`,
    },
    { expected: `at most ${most} bytes`, found: String(bytes) },
  )
}
