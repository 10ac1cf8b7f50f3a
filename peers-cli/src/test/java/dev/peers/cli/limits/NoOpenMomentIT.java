package dev.peers.cli.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// There is no moment at which somebody else could open what a broker makes: what it asks the
/// operating system for, in the order in which it does, as recorded by `strace`. The umask of its
/// starter takes nothing away.
class NoOpenMomentIT {
  private static final int OTHERS = 077;
  private static final Pattern CALL =
      Pattern.compile("^\\d+ +(?<name>[a-z0-9]+)\\((?<arguments>.*)$");
  private static final Pattern PATH = Pattern.compile("\"(?<path>[^\"]+)\"");
  private static final Pattern MODE = Pattern.compile(", (?<mode>0[0-7]*)(?:[,) ]|$)");
  private static final Pattern UMASK = Pattern.compile("^(?<mode>0[0-7]*)\\)");

  /// Without a start-up cache a broker makes more files, and the launcher opens none beside them.
  private final Sandbox sandbox = Sandbox.create().withTcp().withoutCaches();

  private final Path trace = sandbox.home().resolve("trace");

  @AfterEach
  void end_everything() throws IOException {
    sandbox.close();
  }

  /// What a process asked for: to make something, or to change who may open it.
  ///
  /// @param mode the permissions that it asked for
  /// @param umask what the system took from those of what was made
  private record Call(String name, String path, int mode, int umask) {
    boolean makes() {
      return !name.contains("chmod");
    }

    int effective() {
      return makes() ? mode & ~umask : mode;
    }

    boolean concerns(Path file) {
      return path.equals(file.toString());
    }
  }

  /// A broker's life in which it makes all that it ever does.
  private List<Call> calls() throws IOException {
    Process broker =
        sandbox.startBrokerBy(
            "strace",
            // The broker stays the child of whoever starts this.
            "-D",
            "-f",
            "--seccomp-bpf",
            "-e",
            // Some systems lack some of them.
            "trace=?open,openat,?creat,?mkdir,mkdirat,?mknod,mknodat,bind,umask,"
                + "?chmod,fchmod,fchmodat,?fchmodat2",
            "-o",
            trace.toString(),
            "/bin/sh",
            "-c",
            "umask 000; exec \"$@\"",
            "sh");
    OwnerOnlyFilesIT.leaveMail(sandbox, sandbox.start("sleep", "600"));
    assertThat(sandbox.run(sandbox.launcher(), "kill-broker").exitCode()).isZero();
    String end = broker.pid() + " +++ exited with 0 +++";
    Awaitility.await()
        .atMost(Sandbox.PATIENCE)
        .until(() -> Sandbox.read(trace).replaceAll(" +", " ").contains(end));
    List<Call> calls = new ArrayList<>();
    int umask = 0;
    for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
      Matcher call = CALL.matcher(line);
      if (!call.matches()) {
        continue;
      }
      String arguments = call.group("arguments");
      if (call.group("name").equals("umask")) {
        umask = mode(UMASK, arguments);
      } else if (isOfInterest(call.group("name"), arguments)) {
        calls.add(call(call.group("name"), arguments, umask));
      }
    }
    return calls;
  }

  private static boolean isOfInterest(String name, String arguments) {
    return switch (name) {
      case "open", "openat" -> arguments.contains("O_CREAT") || arguments.contains("O_TMPFILE");
      case "bind" -> arguments.contains("AF_UNIX");
      default -> true;
    };
  }

  private static Call call(String name, String arguments, int umask) {
    Matcher path = PATH.matcher(arguments);
    // A socket is made with all permissions that the umask leaves.
    int mode = name.equals("bind") ? 0777 : mode(MODE, arguments);
    return new Call(name, path.find() ? path.group("path") : "", mode, umask);
  }

  private static int mode(Pattern pattern, String arguments) {
    Matcher mode = pattern.matcher(arguments);
    assertThat(mode.find()).as(arguments).isTrue();
    return Integer.parseInt(mode.group("mode"), 8);
  }

  @Test
  void whatever_a_broker_makes_is_its_owners_alone_from_the_start() throws IOException {
    List<Call> calls = calls();
    assertThat(calls).allSatisfy(call -> assertThat(call.effective() & OTHERS).isZero());
    // Neither does any of it lean on the umask, but for the socket, which cannot be asked for
    // otherwise: that one is made in a folder that is closed by then.
    Set<String> seen = new HashSet<>();
    assertThat(calls.stream().filter(call -> call.path().startsWith(sandbox.home() + "/")))
        .filteredOn(call -> !call.makes() || seen.add(call.path()))
        .filteredOn(call -> !call.name().equals("bind"))
        .allSatisfy(call -> assertThat(call.mode() & OTHERS).isZero());
    List<Path> made = new ArrayList<>(OwnerOnlyFilesIT.files(sandbox));
    made.remove(sandbox.runFolder().resolve("claude-peers.sock.token"));
    made.add(sandbox.runFolder());
    made.add(sandbox.runFolder().resolve("claude-peers.sock.unread"));
    assertThat(made)
        .allSatisfy(file -> assertThat(calls).anyMatch(c -> c.makes() && c.concerns(file)));
    assertThat(calls)
        .anyMatch(c -> c.path().startsWith(sandbox.runFolder() + "/.token"))
        .anyMatch(c -> c.path().startsWith(sandbox.runFolder() + "/claude-peers.sock.unread/"));
    int folder = first(calls, "mkdir", sandbox.runFolder());
    assertThat(folder).isLessThan(first(calls, "bind", sandbox.socket()));
  }

  @Test
  void a_folder_that_is_too_open_is_closed_before_the_socket_is_made() throws IOException {
    Files.createDirectories(sandbox.runFolder());
    Files.setPosixFilePermissions(
        sandbox.runFolder(), PosixFilePermissions.fromString("rwxrwxrwx"));
    List<Call> calls = calls();
    int closed = 0;
    while (!(calls.get(closed).concerns(sandbox.runFolder()) && calls.get(closed).mode() == 0700)
        || calls.get(closed).makes()) {
      closed++;
    }
    assertThat(closed).isLessThan(first(calls, "bind", sandbox.socket()));
  }

  private static int first(List<Call> calls, String name, Path path) {
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).name().startsWith(name) && calls.get(i).concerns(path)) {
        return i;
      }
    }
    throw new AssertionError(name + " of " + path + " is not in " + calls);
  }
}
