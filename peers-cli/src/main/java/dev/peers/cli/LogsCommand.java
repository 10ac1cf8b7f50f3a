package dev.peers.cli;

import dev.peers.cli.files.LogFile;
import dev.peers.cli.logs.LogReader;
import dev.peers.cli.logs.LogSetup;
import dev.peers.protocol.Settings;
import java.io.IOException;
import java.time.Duration;

/// `peers logs`
final class LogsCommand {
  private static final int LINES = 50;
  private static final Duration PAUSE = Duration.ofMillis(250);

  private LogsCommand() {}

  static int run(Arguments arguments, Settings settings, Console console) {
    LogFile file = file(arguments, settings);
    LogReader reader = new LogReader(file, line -> console.out().println(Safe.line(line)));
    boolean follow = arguments.has("--follow") || arguments.has("-f");
    try {
      boolean found = reader.last(arguments.positive("--lines").orElse(LINES));
      if (!found && !follow) {
        console.err().println("Nothing was logged to " + file.file() + " yet.");
      }
      while (follow && !console.out().checkError()) {
        Thread.sleep(PAUSE);
        reader.more();
      }
    } catch (IOException e) {
      throw CliException.failed("Cannot read the log: " + Safe.line(e.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK;
  }

  private static LogFile file(Arguments arguments, Settings settings) {
    if (arguments.has("--mcp") && arguments.has("--hooks")) {
      throw arguments.wrong("--mcp and --hooks are two logs");
    }
    if (arguments.has("--mcp")) {
      return LogSetup.mcpFile(settings);
    }
    return new LogFile(
        arguments.has("--hooks") ? settings.hookLogFile() : settings.logFile(),
        settings.logBytes());
  }
}
