package dev.peers.core;

import java.util.function.Function;

/// What came of a request: its value, or a refusal that is part of the contract. Faults (a disk
/// that fails, a connection that breaks) are exceptions instead.
public sealed interface Outcome<T> {
  /// The request was carried out.
  record Done<T>(T value) implements Outcome<T> {}

  /// The request was understood and not carried out; nothing has changed.
  record Refused<T>(Refusal refusal) implements Outcome<T> {}

  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Outcome<T> refused(Refusal.Code code, String text) {
    return new Refused<>(new Refusal(code, text));
  }

  static <T> Outcome<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  default boolean isDone() {
    return this instanceof Done;
  }

  // No switches over patterns here: every short-lived process would pay for linking them.

  /// The value.
  ///
  /// @throws RefusedException if there is none
  default T orThrow() {
    if (this instanceof Refused<T>(Refusal refusal)) {
      throw new RefusedException(refusal);
    }
    return ((Done<T>) this).value();
  }

  default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
    return this instanceof Refused<T>(Refusal refusal)
        ? new Refused<>(refusal)
        : new Done<>(change.apply(((Done<T>) this).value()));
  }

  default <R> Outcome<R> flatMap(Function<? super T, Outcome<R>> next) {
    return this instanceof Refused<T>(Refusal refusal)
        ? new Refused<>(refusal)
        : next.apply(((Done<T>) this).value());
  }
}
