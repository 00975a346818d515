/** Longest side of a photograph that is sent, in pixels. */
const longestSide = 1_600

/**
 * A photograph as it is sent: no side longer than 1600 pixels, as JPEG, upright and without what the camera wrote into
 * it. Other files, small photographs, and those the browser cannot read stay as they are.
 */
export async function smallPhoto(file: File): Promise<Blob> {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)) return file
  try {
    const picture = await createImageBitmap(file)
    const scale = longestSide / Math.max(picture.width, picture.height)
    if (scale >= 1 && file.type !== 'image/jpeg') return file
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * Math.min(1, scale))
    canvas.height = Math.round(picture.height * Math.min(1, scale))
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    return (await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85))) ?? file
  } catch {
    return file
  }
}
