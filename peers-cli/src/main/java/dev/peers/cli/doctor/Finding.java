package dev.peers.cli.doctor;

import java.io.IOException;
import java.util.Optional;

/// What a check found.
///
/// @param check the name of the check
/// @param what what is the case, and what that means
/// @param advice what to do; empty if nothing is wrong
/// @param fix how it can be repaired safely, if it can
record Finding(String check, Severity severity, String what, String advice, Optional<Fix> fix) {
  /// A repair.
  ///
  /// @param done what it does, as part of a sentence in the past
  record Fix(String done, Repair repair) {}

  /// Carries a repair out.
  @FunctionalInterface
  interface Repair {
    void run() throws IOException;
  }

  static Finding ok(String check, String what) {
    return new Finding(check, Severity.OK, what, "", Optional.empty());
  }

  static Finding warning(String check, String what, String advice) {
    return new Finding(check, Severity.WARNING, what, advice, Optional.empty());
  }

  static Finding broken(String check, String what, String advice) {
    return new Finding(check, Severity.BROKEN, what, advice, Optional.empty());
  }

  Finding fixedBy(String done, Repair repair) {
    return new Finding(check, severity, what, advice, Optional.of(new Fix(done, repair)));
  }
}
