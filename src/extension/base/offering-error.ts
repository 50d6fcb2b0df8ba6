import { UserError } from '../../core/errors';

/** A way out of an error: a button, and the command behind it. */
export interface Offer {
  title: string;
  command: string;
}

/** An error that the user can do something about from where it is told. */
export class OfferingError extends UserError {
  constructor(
    readonly offers: readonly Offer[],
    ...[code, message, remedy]: ConstructorParameters<typeof UserError>
  ) {
    super(code, message, remedy);
  }

  /** Of a {@link UserError} the name alone counts, and any other one would be taken for this. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof UserError && 'offers' in value;
  }
}
