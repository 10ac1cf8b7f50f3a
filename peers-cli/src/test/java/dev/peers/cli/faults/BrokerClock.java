package dev.peers.cli.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/// The wall clock that the brokers of a home see, which can be set while they run. Time that
/// passes, as threads wait for it, is left alone.
///
/// By [libfaketime](https://github.com/wolfcw/libfaketime), which the dynamic linker puts before
/// the C library.
final class BrokerClock {
  private static final String LIBRARY = "libfaketimeMT.so.1";
  private static final Path LIBRARIES = Path.of("/usr/lib");

  private final Path file;

  private BrokerClock(Path file) {
    this.file = file;
  }

  /// Has all brokers of the home started under a clock that is right at first.
  static BrokerClock of(BrokerHome home) {
    BrokerClock clock = new BrokerClock(home.folder().resolve("clock"));
    clock.set(Duration.ZERO);
    home.startedBy(
        List.of(
            "env",
            "LD_PRELOAD=" + library(),
            "FAKETIME_TIMESTAMP_FILE=" + clock.file,
            // The file is read again after so many seconds.
            "FAKETIME_CACHE_DURATION=1",
            "FAKETIME_DONT_FAKE_MONOTONIC=1",
            // Else threads of a JVM that wait for some time do not wait at all.
            "FAKETIME_FORCE_MONOTONIC_FIX=0",
            "NO_FAKE_STAT=1"));
    return clock;
  }

  /// Sets the clock to so much after the right time.
  void set(Duration offset) {
    Path next = file.resolveSibling("clock.next");
    try {
      // Whoever reads it meanwhile must not find half of it.
      Files.writeString(next, "%+d\n".formatted(offset.toSeconds()));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Debian keeps it in a folder for each kind of machine.
  private static Path library() {
    try (DirectoryStream<Path> machines = Files.newDirectoryStream(LIBRARIES, "*-linux-gnu*")) {
      for (Iterator<Path> all = machines.iterator(); all.hasNext(); ) {
        Path library = all.next().resolve("faketime").resolve(LIBRARY);
        if (Files.exists(library)) {
          return library;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("there is no " + LIBRARY + ": install libfaketime");
  }
}
