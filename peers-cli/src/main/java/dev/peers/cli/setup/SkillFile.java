package dev.peers.cli.setup;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// One file of the skill, which is wholly ours.
///
/// @param skill its text
record SkillFile(String skill) {
  private static final String BEFORE = "before";
  private static final String WRITTEN = "written";

  static Target at(Path path, Scope scope, String skill) {
    SkillFile file = new SkillFile(skill);
    return Target.whole(path, scope, file::put, file::take);
  }

  private String put(String text, Originals originals, Consumer<String> say) {
    Optional<String> written = originals.text(WRITTEN);
    if (!text.isEmpty() && !text.equals(skill) && !written.equals(Optional.of(text))) {
      say.accept("replaces a file that is not as setup wrote it; the backup keeps it");
    }
    if (!text.equals(skill)) {
      originals.note(BEFORE, text);
      originals.put(WRITTEN, skill);
    }
    return skill;
  }

  private String take(String text, Originals originals, Consumer<String> say) {
    if (text.equals(skill) || originals.text(WRITTEN).equals(Optional.of(text))) {
      return originals.text(BEFORE).orElse("");
    }
    if (!text.isEmpty()) {
      say.accept("was changed by somebody, and is left alone");
    }
    return text;
  }
}
