package dev.peers.cli;

import dev.peers.cli.daemon.DetachedBroker;
import dev.peers.cli.install.InstallException;
import dev.peers.cli.install.Installer;
import dev.peers.cli.install.Question;
import dev.peers.cli.install.Uninstaller;
import dev.peers.cli.service.Service;
import dev.peers.cli.service.ServiceException;
import dev.peers.protocol.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// `peers install`, `peers uninstall` and `peers service`.
final class Administration {
  private static final String HOME = System.getProperty("peers.home", "");

  private Administration() {}

  static int run(String name, Arguments arguments, Map<String, String> env, Console console) {
    try {
      return switch (name) {
        case "install" -> install(arguments, env, console);
        case "uninstall" -> uninstall(arguments, env, console);
        default -> service(arguments, env, console);
      };
    } catch (InstallException | ServiceException e) {
      throw CliException.failed("peers " + name + ": " + Safe.line(String.valueOf(e.getMessage())));
    }
  }

  private static int install(Arguments arguments, Map<String, String> env, Console console) {
    Installer.run(
        env, console.out(), console.waits(), HOME, Version.current(), arguments.value("--prefix"));
    return ExitCode.OK;
  }

  private static int uninstall(Arguments arguments, Map<String, String> env, Console console) {
    boolean keep = arguments.has("--keep-data");
    boolean purge = arguments.has("--purge-data");
    if (keep && purge) {
      throw arguments.wrong("--keep-data and --purge-data exclude each other");
    }
    boolean person = Boolean.getBoolean("peers.interactive") && !arguments.has("--yes");
    Uninstaller.Mail mail =
        purge
            ? Uninstaller.Mail.PURGE
            : keep || !person ? Uninstaller.Mail.KEEP : Uninstaller.Mail.ASK;
    if (!keep && !purge && !person) {
      console
          .out()
          .println("The database is kept, as there is nobody to ask; --purge-data deletes it.");
    }
    BufferedReader answers =
        new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    Question question = text -> isYes(ask(console, answers, text));
    boolean done =
        Uninstaller.run(
            env,
            console.out(),
            console.waits(),
            question,
            HOME,
            arguments.value("--prefix"),
            mail,
            person);
    return done ? ExitCode.OK : ExitCode.FAILED;
  }

  private static String ask(Console console, BufferedReader answers, String text) {
    console.out().print(text + " [y/N] ");
    console.out().flush();
    try {
      return String.valueOf(answers.readLine());
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean isYes(String answer) {
    return answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  private static int service(Arguments arguments, Map<String, String> env, Console console) {
    Settings settings = Settings.of(env);
    Path launcher = HOME.isEmpty() ? Path.of("/") : DetachedBroker.launcher(Path.of(HOME));
    Service service = Service.of(env, settings, launcher).showing(console.waits());
    switch (arguments.first()) {
      case "install" -> {
        if (HOME.isEmpty()) {
          throw CliException.failed("peers service: this program does not run from a distribution");
        }
        service.install(console.out());
      }
      case "uninstall" -> {
        if (!service.uninstall(console.out())) {
          console.out().println("No service is installed.");
        }
      }
      case "status" -> {
        return service.status(console.out()) ? ExitCode.OK : ExitCode.NO_BROKER;
      }
      case "logs" -> service.logs(console.out());
      default ->
          throw arguments.wrong(
              "unknown action '"
                  + Safe.line(arguments.first())
                  + "'"
                  + arguments.meant(arguments.first()));
    }
    return ExitCode.OK;
  }
}
