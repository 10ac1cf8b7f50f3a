package dev.peers.cli.setup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A home folder for one test, in which `peers setup` runs.
final class Home {
  static final String LAUNCHER = "/opt/peers/bin/peers";

  private final Path top;
  private final Map<String, String> env = new TreeMap<>();

  Home(Path top) {
    this.top = top;
    env.put("HOME", top.toString());
    env.put("PATH", top.resolve("bin").toString());
  }

  /// @param exit the exit code
  /// @param out what was said
  /// @param err what was complained about
  record Ran(int exit, String out, String err) {}

  Home with(String variable, String value) {
    env.put(variable, value);
    return this;
  }

  Path path(String file) {
    return top.resolve(file);
  }

  Home write(String file, String text) {
    try {
      Files.createDirectories(path(file).getParent());
      Files.writeString(path(file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String file) {
    try {
      return Files.readString(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every file that is there and what is in it, but for copies and our own state.
  Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(top)) {
      found
          .filter(file -> !file.toString().contains(".peers-backup-"))
          .filter(file -> !file.startsWith(path(".local")))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(file -> files.put(top.relativize(file).toString(), read(file.toString())));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Ran setup(String client) {
    return run(new SetupOptions(client, Scope.USER, false, true, false), false, "");
  }

  Ran remove(String client) {
    return run(new SetupOptions(client, Scope.USER, false, true, true), false, "");
  }

  Ran run(SetupOptions options, boolean asks, String typed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    SetupCommand.Invocation call =
        new SetupCommand.Invocation(env, top, path("project"), Path.of("/opt/peers"), asks);
    int exit =
        SetupCommand.run(
            options,
            call,
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
