import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors';

describe('UserError', () => {
  it('is known across bundles, each of which has a class of its own', () => {
    class Bundled extends Error {
      override readonly name = 'UserError';
    }
    expect(new Bundled('of another bundle')).toBeInstanceOf(UserError);
    expect(new UserError('usage', 'message', 'remedy')).toBeInstanceOf(UserError);
  });

  it('is no other error, nor what only has its name', () => {
    expect(new TypeError('x')).not.toBeInstanceOf(UserError);
    expect({ name: 'UserError' }).not.toBeInstanceOf(UserError);
  });
});
