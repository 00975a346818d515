import type { Refusal } from '../../errors/index.js'

/** The hash the sender counted is not that of what arrived. */
export function wrongHash(expected: string, found: string): Refusal {
  const text = {
    'zh-CN': '附件内容与所给的校验值不符，请重新上传。',
    en: 'Expected content with the given hash, but another one arrived. Upload it again.',
  }
  return {
    code: 'attachment-hash-wrong',
    text,
    reasons: [{ code: 'attachment-hash-wrong', text, expected, found }],
  }
}

/** More bytes than are taken. */
export function attachmentTooLarge(size: number, largest: number): Refusal {
  const text = {
    'zh-CN': `附件不得超过 ${inMegabytes(largest)} MB。`,
    en: `Expected an attachment of at most ${inMegabytes(largest)} MB, but this one is larger. Make it smaller or cut it.`,
  }
  return {
    code: 'attachment-too-large',
    text,
    reasons: [{ code: 'attachment-too-large', text, expected: String(largest), found: String(size) }],
  }
}

/** Said both when there is none and when it is not for whoever asks. */
export function unknownAttachment(id: string): Refusal {
  const text = {
    'zh-CN': '没有此附件，或您无权查看。',
    en: 'There is no such attachment, or it is not open to you.',
  }
  return {
    code: 'attachment-not-found',
    text,
    reasons: [{ code: 'attachment-not-found', text, found: id.slice(0, 60) }],
  }
}

function inMegabytes(bytes: number): number {
  return Math.round((bytes / (1024 * 1024)) * 100) / 100
}
