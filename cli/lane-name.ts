/** `service:refund` → `service refund`; the lane of messages that name no channel has no name of its own. */
export function laneName(lane: string): string {
  return lane === 'channel:' ? 'messages that name no channel' : lane.replace(':', ' ')
}
