package dev.peers.protocol;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was set, each as the value of its kind, and where it stands. The environment comes first,
/// then the lines of the configuration file.
final class SettingValues {
  private final Map<Setting, Object> values = new EnumMap<>(Setting.class);
  private final Map<Setting, SettingValue> given = new EnumMap<>(Setting.class);

  SettingValues(Map<String, String> env) {
    for (Setting setting : Setting.values()) {
      String text = env.get(setting.variable());
      if (text != null && !text.isEmpty() && !isForeignNonsense(setting, text)) {
        values.put(setting, parse(setting, text));
        given.put(setting, new SettingValue(text, new SettingOrigin.Environment()));
      }
    }
  }

  /// The specification of the XDG folders wants relative paths ignored.
  private static boolean isForeignNonsense(Setting setting, String text) {
    return setting.isForeign() && !text.startsWith("/");
  }

  /// What stands in the file is checked also where the environment wins: it is wrong either way.
  void take(ConfigFile.Entry entry) {
    if (entry.value().isEmpty()) {
      return;
    }
    Setting setting = entry.setting();
    Object value;
    try {
      value = parse(setting, entry.value());
    } catch (IllegalArgumentException e) {
      // In the terms of the file, where the setting has another name.
      String why = String.valueOf(e.getMessage());
      throw entry.wrong(why.replace(setting.variable(), setting.title()), e);
    }
    if (!(origin(setting) instanceof SettingOrigin.Environment)) {
      values.put(setting, value);
      given.put(setting, new SettingValue(entry.value(), entry.origin()));
    }
  }

  private SettingOrigin origin(Setting setting) {
    SettingValue value = given.get(setting);
    return value == null ? new SettingOrigin.Default() : value.origin();
  }

  boolean has(Setting setting) {
    return values.containsKey(setting);
  }

  /// The value that was set, if one was.
  @Nullable Object given(Setting setting) {
    return values.get(setting);
  }

  /// The value that was set, or the default one.
  <T> T get(Setting setting, Class<T> type) {
    Object value = values.get(setting);
    return type.cast(value == null ? setting.kind().parse(setting.defaultText()) : value);
  }

  /// The path that was set, or this one, which may start in the home folder.
  Path path(Setting setting, String otherwise) {
    return values.get(setting) instanceof Path path ? path : (Path) parse(setting, otherwise);
  }

  /// A setting with the path that is in effect.
  SettingValue shown(Setting setting, Path path) {
    return new SettingValue(path.toString(), origin(setting));
  }

  /// A setting with what was set or is the default.
  SettingValue shown(Setting setting) {
    if (values.get(setting) instanceof Path path) {
      return shown(setting, path);
    }
    SettingValue value = given.get(setting);
    return value == null ? new SettingValue(setting.defaultText(), origin(setting)) : value;
  }

  private Object parse(Setting setting, String text) {
    boolean path = setting.kind() instanceof Kind.File || setting.kind() instanceof Kind.Folder;
    return parseAs(
        setting, path && text.startsWith("~/") ? home(setting) + text.substring(1) : text);
  }

  private String home(Setting setting) {
    if (values.get(Setting.HOME) instanceof Path home) {
      return home.toString().equals("/") ? "" : home.toString();
    }
    throw new IllegalArgumentException(
        "HOME is not set, so it is not known where "
            + setting.meaning()
            + " is; set HOME, or "
            + setting.variable()
            + " to an absolute path");
  }

  static Object parseAs(Setting setting, String text) {
    try {
      return setting.kind().parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(setting, text, e);
    }
  }

  static IllegalArgumentException wrong(Setting setting, String text, @Nullable Throwable cause) {
    // A token is a secret also where it is a wrong one.
    String shown = setting.isSecret() ? "its value" : "'" + text + "'";
    return new IllegalArgumentException(
        setting.variable() + " is " + shown + "; allowed is " + setting.allowed(), cause);
  }
}
