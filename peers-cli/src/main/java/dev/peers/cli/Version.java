package dev.peers.cli;

/// The version of this program.
public final class Version {
  private Version() {}

  /// As the build wrote it into the jar; `development` outside of one.
  public static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
