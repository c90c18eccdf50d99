export type QueueStoreErrorCode =
  'CANNOT_OPEN' | 'LOCKED' | 'FOREIGN_FILE' | 'NEWER_FORMAT' | 'CORRUPTED' | 'DISK_FULL' | 'FAILED' | 'CLOSED'

/** Why a queue does not take, give or keep messages, in a sentence that says what to do. */
export class QueueStoreError extends Error {
  override readonly name = 'QueueStoreError'
  readonly code: QueueStoreErrorCode

  constructor(code: QueueStoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
