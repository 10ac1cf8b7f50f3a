package dev.peers.cli;

import dev.peers.cli.terminal.Colour;
import dev.peers.cli.terminal.Table;
import dev.peers.core.text.Nearest;
import dev.peers.protocol.Setting;
import dev.peers.protocol.SettingOrigin;
import dev.peers.protocol.SettingValue;
import dev.peers.protocol.Settings;
import dev.peers.protocol.json.Json;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/// `peers config [name]`
final class ConfigCommand {
  private static final String SECRET = "(set; not shown)";

  private final Settings settings;
  private final Console console;

  private ConfigCommand(Settings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  static int run(Arguments arguments, Map<String, String> env, Console console) {
    ConfigCommand command = new ConfigCommand(Settings.of(env), console);
    List<Setting> wanted =
        arguments
            .optionalFirst()
            .map(name -> List.of(named(name)))
            .orElse(List.of(Setting.values()));
    if (arguments.json()) {
      console.out().println(command.json(wanted));
    } else if (wanted.size() == 1) {
      command.show(wanted.getFirst());
    } else {
      command.show(wanted);
    }
    return ExitCode.OK;
  }

  /// By the name in the file or the variable.
  private static Setting named(String name) {
    List<Setting> all = List.of(Setting.values());
    for (Setting setting : all) {
      if (setting.title().equals(name) || setting.variable().equals(name)) {
        return setting;
      }
    }
    List<String> titles = all.stream().map(Setting::title).toList();
    throw CliException.usage(
        "peers config: there is no setting '"
            + Safe.line(name)
            + "'."
            + Nearest.to(name, titles).map(near -> " Did you mean '" + near + "'?").orElse(""));
  }

  private void show(List<Setting> wanted) {
    PrintStream out = console.out();
    boolean there = Files.exists(settings.configFile());
    console.say("File: " + settings.configFile() + (there ? "" : " (there is none)"));
    out.println();
    Table table = new Table().row("setting", "from", "value");
    for (Setting setting : wanted) {
      table.row(setting.title(), from(setting), Safe.line(shown(setting)));
    }
    table.lines(console.display()).forEach(out::println);
    out.println("\n'peers config NAME' says what a setting means.");
  }

  private String from(Setting setting) {
    return switch (settings.value(setting).origin()) {
      case SettingOrigin.Line line -> "file, line " + line.number();
      case SettingOrigin.Environment environment -> "environment";
      case SettingOrigin.Default none -> "default";
    };
  }

  private void show(Setting setting) {
    PrintStream out = console.out();
    out.println(console.display().paint(Colour.STRONG, setting.title()) + ": " + setting.meaning());
    Table table = new Table();
    table.row("  value", Safe.line(shown(setting)));
    table.row("  from", settings.value(setting).origin().toString());
    table.row("  default", (setting.defaultText() + " " + setting.unit()).strip());
    table.row("  allowed", setting.allowed());
    table.row("  variable", setting.variable());
    table.row("  in the file", setting.key().orElse("no; only the environment can set it"));
    table.lines(console.display()).forEach(out::println);
  }

  private String shown(Setting setting) {
    SettingValue value = settings.value(setting);
    if (setting.isSecret() && !value.text().isEmpty()) {
      return SECRET;
    }
    boolean number = !value.text().isEmpty() && value.text().chars().allMatch(Character::isDigit);
    return number && !setting.unit().isEmpty() ? value.text() + " " + setting.unit() : value.text();
  }

  private Json json(List<Setting> wanted) {
    return Json.object()
        .put("file", settings.configFile().toString())
        .put("exists", Files.exists(settings.configFile()))
        .put("settings", Json.of(wanted.stream().map(this::json).toList()))
        .build();
  }

  private Json json(Setting setting) {
    SettingValue value = settings.value(setting);
    Json.Builder json =
        Json.object()
            .put("name", setting.title())
            .put("variable", setting.variable())
            .put("origin", origin(value.origin()));
    if (value.origin() instanceof SettingOrigin.Line line) {
      json.put("line", line.number());
    }
    json.put("value", setting.isSecret() ? Json.Null.NULL : Json.of(value.text()))
        .put("set", !value.text().isEmpty())
        .put("default", setting.defaultText())
        .put("unit", setting.unit())
        .put("meaning", setting.meaning())
        .put("allowed", setting.allowed());
    return json.build();
  }

  private static String origin(SettingOrigin origin) {
    return switch (origin) {
      case SettingOrigin.Line line -> "file";
      case SettingOrigin.Environment environment -> "environment";
      case SettingOrigin.Default none -> "default";
    };
  }
}
