package dev.peers.cli.doctor;

import java.util.Locale;

/// How bad it is. The exit code is that of the worst finding.
enum Severity {
  OK(0),
  WARNING(1),
  BROKEN(2);

  private final int exitCode;

  Severity(int exitCode) {
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
