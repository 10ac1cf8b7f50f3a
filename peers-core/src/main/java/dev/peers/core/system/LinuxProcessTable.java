package dev.peers.core.system;

import dev.peers.core.model.ProcessRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The processes of Linux, read from `/proc`; see proc_pid_stat(5) for the fields.
final class LinuxProcessTable implements ProcessTable {
  // The fields after the name, which is the second one, counted from 0.
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int START = 19;
  private static final int BOOT_LENGTH = 8;

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
      // A process may call itself by any bytes, not only by those that are UTF-8.
      return parse(pid, new String(Files.readAllBytes(stat), StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      // It may have ended between opening and reading.
      if (Files.notExists(stat)) {
        return Optional.empty();
      }
      throw new UncheckedIOException("cannot read " + stat, e);
    }
  }

  private Optional<ProcessRow> parse(long pid, String stat) {
    // The name may contain spaces and parentheses itself, so only the last one closes it.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
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
