package dev.peers.core.system;

import dev.peers.core.model.ProcessRef;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The processes of Linux, read from `/proc`; see proc_pid_stat(5) for the fields.
final class LinuxProcessTable implements ProcessTable {
  // The fields after the name, which is the second one, counted from 0.
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int START = 19;
  private static final int BOOT_LENGTH = 8;
  private static final int LINE_BYTES = 2_048;

  private final Path proc;
  private final String boot;

  LinuxProcessTable(Path proc) {
    this.proc = proc;
    boot = bootOf(proc);
  }

  @Override
  public Optional<ProcessRow> look(long pid) {
    Path stat = proc.resolve(Long.toString(pid)).resolve("stat");
    try {
      return parse(pid, read(stat));
    } catch (IOException e) {
      // It may have ended before or while it was read.
      if (Files.notExists(stat)) {
        return Optional.empty();
      }
      throw new UncheckedIOException("cannot read " + stat, e);
    }
  }

  /// A line, read in the plainest way: this is done for every peer again and again.
  private static String read(Path stat) throws IOException {
    byte[] line = new byte[LINE_BYTES];
    int length = 0;
    try (FileInputStream in = new FileInputStream(stat.toFile())) {
      for (int count = 0; count >= 0 && length < LINE_BYTES && !endsIn(line, length); ) {
        count = in.read(line, length, LINE_BYTES - length);
        length += Math.max(count, 0);
      }
    }
    // A process may call itself by any bytes, not only by those that are UTF-8.
    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static boolean endsIn(byte[] line, int length) {
    return length > 0 && line[length - 1] == '\n';
  }

  private Optional<ProcessRow> parse(long pid, String stat) {
    // The name may contain spaces and parentheses itself, so only the last one closes it.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", START + 2);
    if (fields.length <= START || isDead(fields[STATE])) {
      return Optional.empty();
    }
    ProcessRef ref = new ProcessRef(pid, boot + ":" + fields[START]);
    return Optional.of(new ProcessRow(ref, Long.parseLong(fields[PARENT])));
  }

  private static boolean isDead(String state) {
    return state.equals("Z") || state.equalsIgnoreCase("X");
  }

  /// Start times count from the boot, so the boot belongs to them.
  private static String bootOf(Path proc) {
    try {
      String id = Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
      return id.substring(0, Math.min(BOOT_LENGTH, id.length()));
    } catch (IOException e) {
      // Some sandboxes hide it. Start times alone still tell the processes of one boot apart.
      return "unknown";
    }
  }
}
