package dev.peers.cli.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The skill that tells agents how to work with each other, as the build packs it.
final class Skill {
  /// The second level is read when it is needed only.
  private static final List<String> FILES =
      List.of("SKILL.md", "delegate.md", "review-handoff.md", "who-is-here.md");

  private Skill() {}

  /// The targets of a client, and the skill in the folder where it looks for skills.
  static List<Target> with(Path skills, Scope scope, Target... others) {
    List<Target> targets = new ArrayList<>(List.of(others));
    for (String file : FILES) {
      targets.add(SkillFile.at(skills.resolve(Client.SERVER).resolve(file), scope, text(file)));
    }
    return targets;
  }

  static String text(String file) {
    String resource = "/dev/peers/skills/" + Client.SERVER + "/" + file;
    try (InputStream in = Skill.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("this build of peers lacks " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
