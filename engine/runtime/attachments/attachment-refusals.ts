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

/** Not one of the kinds that are taken, whatever it is called. */
export function wrongKind(kinds: readonly string[], claimed: string): Refusal {
  const endings = kinds.map((kind) => kind.split('/').at(-1)?.toUpperCase()).join(', ')
  const text = {
    'zh-CN': `只接受以下类型的文件：${endings}。请改发照片或 PDF。`,
    en: `Expected one of these kinds of files: ${endings}, but this is none of them. Send a photograph or a PDF.`,
  }
  return {
    code: 'attachment-kind-wrong',
    text,
    reasons: [{ code: 'attachment-kind-wrong', text, expected: kinds.join(', '), found: claimed }],
  }
}

/** As many as are taken of one sender wait for a case already. */
export function tooManyAttachments(most: number): Refusal {
  const text = {
    'zh-CN': `最多可上传 ${most} 个尚未提交的附件，请先提交已上传的附件。`,
    en: `Expected at most ${most} files that were not handed in yet, but there are that many. Hand them in first.`,
  }
  return {
    code: 'too-many-attachments',
    text,
    reasons: [{ code: 'too-many-attachments', text, expected: String(most) }],
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
