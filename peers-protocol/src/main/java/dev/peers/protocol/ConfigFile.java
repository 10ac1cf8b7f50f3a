package dev.peers.protocol;

import dev.peers.core.text.Nearest;
import dev.peers.core.text.PlainText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The settings in a configuration file, which is one of Java's property files in UTF-8.
final class ConfigFile {
  private static final long MOST_BYTES = 1 << 20;

  private ConfigFile() {}

  /// A setting with the text of its value.
  record Entry(Setting setting, String value, SettingOrigin.Line origin) {
    /// What is wrong with it, with the line at which it stands.
    IllegalArgumentException wrong(String why, @Nullable Throwable cause) {
      return at(origin.file(), origin.number(), why, cause);
    }
  }

  /// Reads a file.
  ///
  /// @throws IllegalArgumentException if it cannot be read, or holds what is no setting
  static List<Entry> read(Path file) {
    List<PropertiesText.Entry> lines;
    try {
      lines = PropertiesText.read(text(file));
    } catch (PropertiesText.WrongLineException e) {
      throw at(file, e.line(), String.valueOf(e.getMessage()), e);
    }
    List<Entry> entries = new ArrayList<>();
    for (PropertiesText.Entry line : lines) {
      Setting setting =
          find(line.key()).orElseThrow(() -> at(file, line.line(), unknown(line.key()), null));
      entries.add(new Entry(setting, line.value(), new SettingOrigin.Line(file, line.line())));
    }
    return entries;
  }

  private static String text(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > MOST_BYTES) {
        throw unreadable(file, "it is larger than " + MOST_BYTES + " bytes", null);
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw unreadable(file, "it is not UTF-8", e);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is none, though CLAUDE_PEERS_CONFIG names it", e);
    } catch (IOException e) {
      throw unreadable(file, e.getClass().getSimpleName().replace("Exception", ""), e);
    }
  }

  private static IllegalArgumentException unreadable(
      Path file, String why, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "cannot read the configuration " + file + ": " + why, cause);
  }

  private static IllegalArgumentException at(
      Path file, int line, String what, @Nullable Throwable cause) {
    return new IllegalArgumentException(file + ":" + line + ": " + what, cause);
  }

  private static Optional<Setting> find(String key) {
    return Arrays.stream(Setting.values())
        .filter(setting -> setting.key().filter(key::equals).isPresent())
        .findFirst();
  }

  private static String unknown(String key) {
    String shown = "there is no setting '" + PlainText.line(key) + "' for this file";
    for (Setting setting : Setting.values()) {
      if (setting.variable().equals(key)) {
        return shown
            + setting
                .key()
                .map(name -> "; its name here is " + name)
                .orElse("; only the environment can set it");
      }
    }
    List<String> keys =
        Arrays.stream(Setting.values()).flatMap(setting -> setting.key().stream()).toList();
    return shown
        + Nearest.to(key, keys).map(near -> "; did you mean " + near + "?").orElse("")
        + "; 'peers config --help' tells how to see them all";
  }
}
