package dev.peers.cli.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a broker wrote, made durable and answered, in the order in which the operating system saw
/// it, as recorded by strace.
final class SyncTrace {
  private static final Pattern BEGUN =
      Pattern.compile("^(?<thread>\\d+) +(?<call>\\w+)\\(\\d+<(?<file>[^>]*)>(?<rest>.*)$");
  private static final Pattern RESUMED =
      Pattern.compile("^(?<thread>\\d+) +<\\.\\.\\. (?<call>\\w+) resumed>.*= 0$");
  private static final Pattern PLACE =
      Pattern.compile("\", (?<count>\\d+), (?<offset>\\d+)(\\) += \\d+| <unfinished \\.\\.\\.>)$");
  private static final Pattern MESSAGE_ID = Pattern.compile("\\\\\"message_id\\\\\":(\\d+)");

  /// An answer to a send, and how much of the write-ahead log had been made durable before it was
  /// written to its connection.
  record Answer(long messageId, long durable) {}

  private final String log;
  private final Map<String, Long> syncing = new HashMap<>();
  private final List<Answer> answers = new ArrayList<>();
  private final List<Long> syncs = new ArrayList<>();
  private long written;
  private long durable;

  private SyncTrace(Path log) {
    this.log = log.toString();
  }

  /// The command that records what another does.
  static List<String> recorder(Path trace) {
    return List.of(
        "strace",
        // The broker stays the child of whoever starts this.
        "-D",
        "-f",
        "-y",
        "-s",
        "8192",
        "-e",
        "trace=pwrite64,write,writev,sendto,fsync,fdatasync",
        "-o",
        trace.toString());
  }

  static SyncTrace read(Path trace, Path log) throws IOException {
    SyncTrace result = new SyncTrace(log);
    for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
      result.take(line);
    }
    return result;
  }

  List<Answer> answers() {
    return List.copyOf(answers);
  }

  /// How often the log was made durable for the messages that were answered.
  long syncs() {
    long first = answers.getFirst().durable();
    long last = answers.getLast().durable();
    return syncs.stream().filter(length -> length >= first && length <= last).distinct().count();
  }

  private void take(String line) {
    Matcher begun = BEGUN.matcher(line);
    if (begun.matches()) {
      begin(begun);
      return;
    }
    Matcher resumed = RESUMED.matcher(line);
    if (resumed.matches() && isSync(resumed.group("call"))) {
      synced(resumed.group("thread"));
    }
  }

  private void begin(Matcher line) {
    String call = line.group("call");
    String rest = line.group("rest");
    boolean toLog = line.group("file").equals(log);
    if (toLog && call.equals("pwrite64")) {
      write(rest);
    } else if (toLog && isSync(call)) {
      // What is written from now on need not be part of it.
      syncing.put(line.group("thread"), written);
      if (rest.endsWith("= 0")) {
        synced(line.group("thread"));
      }
    } else if (line.group("file").startsWith("socket:") || line.group("file").startsWith("UNIX")) {
      Matcher id = MESSAGE_ID.matcher(rest);
      if (id.find()) {
        answers.add(new Answer(Long.parseLong(id.group(1)), durable));
      }
    }
  }

  private void write(String rest) {
    Matcher place = PLACE.matcher(rest);
    if (!place.find()) {
      throw new IllegalStateException("not understood: " + rest);
    }
    long offset = Long.parseLong(place.group("offset"));
    if (offset < written) {
      throw new IllegalStateException("the log began anew: too much was sent for this test");
    }
    written = offset + Long.parseLong(place.group("count"));
  }

  private void synced(String thread) {
    Long length = syncing.remove(thread);
    if (length != null) {
      durable = length;
      syncs.add(length);
    }
  }

  private static boolean isSync(String call) {
    return call.equals("fsync") || call.equals("fdatasync");
  }
}
