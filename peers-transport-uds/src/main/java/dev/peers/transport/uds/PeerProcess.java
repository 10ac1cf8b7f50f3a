package dev.peers.transport.uds;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Asks the operating system which process connected a Unix socket.
///
/// The JDK tells the user of `SO_PEERCRED` but not the process, and keeps the descriptor to itself.
/// So the socket is given a buffer size that no other has, by which its descriptor is found, and
/// the C library is asked. That costs a tenth of a second the first time, for what has to be
/// loaded; it is meant for the few requests that need it. Where native access is not allowed,
/// nothing is known.
final class PeerProcess {
  private static final Logger LOG = System.getLogger(PeerProcess.class.getName());
  private static final Path DESCRIPTORS = Path.of("/dev/fd");

  /// Linux keeps twice what was asked for, and tells that.
  private static final int MARK = 51_234;

  private static final int MAX_RESULT = 12;

  /// The numbers of an operating system for the options that are asked for.
  ///
  /// @param level `SOL_SOCKET`
  /// @param buffer `SO_RCVBUF`
  /// @param peerLevel the level of `peer`
  /// @param peer what begins with the process: `SO_PEERCRED` on Linux, `LOCAL_PEERPID` on macOS
  /// @param size how long that is
  private record Options(int level, int buffer, int peerLevel, int peer, int size) {
    static final Options LINUX = new Options(1, 8, 1, 17, MAX_RESULT);
    static final Options MAC = new Options(0xffff, 0x1002, 0, 2, 4);

    static Optional<Options> here() {
      String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
      return name.startsWith("linux")
          ? Optional.of(LINUX)
          : name.startsWith("mac") ? Optional.of(MAC) : Optional.empty();
    }
  }

  private PeerProcess() {}

  /// The process that connected, or nothing if that cannot be told.
  static Optional<Long> of(SocketChannel channel) {
    Optional<Options> options = Options.here();
    if (options.isEmpty() || !PeerProcess.class.getModule().isNativeAccessEnabled()) {
      return Optional.empty();
    }
    try {
      return find(channel, options.get());
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "it cannot be told who connected", e);
      return Optional.empty();
    }
  }

  /// One at a time, so that only one socket has the mark.
  private static synchronized Optional<Long> find(SocketChannel channel, Options options)
      throws IOException {
    int usual = channel.getOption(StandardSocketOptions.SO_RCVBUF);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, MARK);
    try (Arena arena = Arena.ofConfined()) {
      return new Question(arena, options).ask();
    } finally {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, usual);
    }
  }

  /// Calls of getsockopt(2) with memory for their results.
  private static final class Question {
    private static final FunctionDescriptor GETSOCKOPT =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS);

    private final MethodHandle getsockopt;
    private final MemorySegment value;
    private final MemorySegment length;
    private final Options options;

    Question(Arena arena, Options options) {
      Linker linker = Linker.nativeLinker();
      this.getsockopt =
          linker.downcallHandle(linker.defaultLookup().findOrThrow("getsockopt"), GETSOCKOPT);
      this.value = arena.allocate(MAX_RESULT, Integer.BYTES);
      this.length = arena.allocate(ValueLayout.JAVA_INT);
      this.options = options;
    }

    Optional<Long> ask() throws IOException {
      try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
        for (Path path : descriptors) {
          int descriptor = Integer.parseInt(path.getFileName().toString());
          int size = get(descriptor, options.level(), options.buffer(), Integer.BYTES);
          if (size == MARK || size == 2 * MARK) {
            long pid = get(descriptor, options.peerLevel(), options.peer(), options.size());
            return pid > 0 ? Optional.of(pid) : Optional.empty();
          }
        }
      }
      return Optional.empty();
    }

    /// The first number of an option's value; -1 if there is none.
    private int get(int descriptor, int level, int option, int size) {
      length.set(ValueLayout.JAVA_INT, 0, size);
      try {
        int failed = (int) getsockopt.invokeExact(descriptor, level, option, value, length);
        return failed == 0 ? value.get(ValueLayout.JAVA_INT, 0) : -1;
      } catch (Throwable e) {
        throw new IllegalStateException("getsockopt cannot be called", e);
      }
    }
  }
}
