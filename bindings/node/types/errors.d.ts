// Made by bindings/generate.py; do not edit.
// One class for each status; docs/errors.md says what to do.

export type ErrorCode =
  | 'INVALID'
  | 'NOT_FOUND'
  | 'EXISTS'
  | 'CONFLICT'
  | 'NO_MEMORY'
  | 'IO'
  | 'FULL'
  | 'CORRUPT'
  | 'FORMAT'
  | 'BUSY'
  | 'READ_ONLY'
  | 'FORKED'
  | 'MISUSE'
  | 'LIMIT'
  | 'ERASED'
  | 'UNKNOWN'
  | 'CANCELLED'
  | 'TIMEOUT'
  | 'IN_USE';

/** What the library says when it fails. */
export class RevanalyticsError extends Error {
  readonly code: ErrorCode;
  /** The field at fault, or null. */
  readonly field: string | null;
}

/** An argument or a field is outside its documented range. */
export class InvalidError extends RevanalyticsError {
  readonly code: 'INVALID';
}

/** No such record, report, column or store. */
export class NotFoundError extends RevanalyticsError {
  readonly code: 'NOT_FOUND';
}

/** It is there already. */
export class ExistsError extends RevanalyticsError {
  readonly code: 'EXISTS';
}

/** The same id was recorded with other content. */
export class ConflictError extends RevanalyticsError {
  readonly code: 'CONFLICT';
}

/** An allocation failed. */
export class NoMemoryError extends RevanalyticsError {
  readonly code: 'NO_MEMORY';
}

/** The operating system refused a read, a write or a flush. */
export class IoError extends RevanalyticsError {
  readonly code: 'IO';
}

/** The disk, the file-size limit or the store's own quota is full. */
export class FullError extends RevanalyticsError {
  readonly code: 'FULL';
}

/** Stored bytes are damaged. */
export class CorruptError extends RevanalyticsError {
  readonly code: 'CORRUPT';
}

/** Not a store, or a store of a format this version cannot read. */
export class FormatError extends RevanalyticsError {
  readonly code: 'FORMAT';
}

/** Another writer held the store for longer than the time allowed. */
export class BusyError extends RevanalyticsError {
  readonly code: 'BUSY';
}

/** The store was opened for reading only. */
export class ReadOnlyError extends RevanalyticsError {
  readonly code: 'READ_ONLY';
}

/** The handle was opened in the parent of this process. */
export class ForkedError extends RevanalyticsError {
  readonly code: 'FORKED';
}

/** The call is not allowed here or now. */
export class MisuseError extends RevanalyticsError {
  readonly code: 'MISUSE';
}

/** A named limit was reached. */
export class LimitError extends RevanalyticsError {
  readonly code: 'LIMIT';
}

/** The person this concerns was erased. */
export class ErasedError extends RevanalyticsError {
  readonly code: 'ERASED';
}

/** A flush failed, stored or not: reopen the store and repeat it. */
export class UnknownError extends RevanalyticsError {
  readonly code: 'UNKNOWN';
}

/** The progress function asked to stop. */
export class CancelledError extends RevanalyticsError {
  readonly code: 'CANCELLED';
}

/** Nothing happened within the time allowed. */
export class TimeoutError extends RevanalyticsError {
  readonly code: 'TIMEOUT';
}

/** Another process or another copy of the library has the store open. */
export class InUseError extends RevanalyticsError {
  readonly code: 'IN_USE';
}
