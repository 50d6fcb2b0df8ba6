/** What kind of trouble a {@link UserError} is; stable, so that a caller may react to one. */
export const ERROR_CODES = [
  'usage',
  'environment',
  'build-failed',
  'service-failed',
  'plan-invalid',
  'file-unreadable',
  'refused',
  'cancelled',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What an error says, whatever was thrown. */
export function whyOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An error meant to be read by a person: the message says what is wrong, the remedy what to do about it. */
export class UserError extends Error {
  override readonly name = 'UserError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Each bundle has a class of its own: what one throws, another knows by its name. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'UserError';
  }
}
