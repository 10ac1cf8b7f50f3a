package dev.peers.testkit.model;

/// What a network did that it promised not to do.
final class BrokenPromise extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Promise promise;

  BrokenPromise(Promise promise, String detail) {
    super(detail);
    this.promise = promise;
  }

  Promise promise() {
    return promise;
  }
}
