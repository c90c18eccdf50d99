/**
 * What a status means by default: 2xx is success; 408, 423, 429 and every 5xx but 501 can heal; the rest is final.
 *
 * @see https://github.com/segmentio/action-destinations/blob/main/docs/error-handling.md
 */
export function classifyStatus(status: number): 'delivered' | 'retry' | 'rejected' {
  if (status >= 200 && status < 300) return 'delivered'
  if (status === 408 || status === 423 || status === 429) return 'retry'
  return status >= 500 && status !== 501 ? 'retry' : 'rejected'
}
