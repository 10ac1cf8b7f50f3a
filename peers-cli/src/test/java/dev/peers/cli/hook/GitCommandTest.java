package dev.peers.cli.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GitCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "git commit",
        "git commit -m 'some words'",
        "  git   commit",
        "git -C x commit",
        "git -C 'a folder' -c user.name=me --no-pager commit",
        "git --git-dir=/x/.git commit",
        "git --git-dir /x/.git --work-tree /x commit",
        "/usr/bin/git commit",
        "cd x && git commit",
        "make || git commit; ls",
        "ls\ngit commit",
        "ls|git commit",
        "(cd x; git commit)",
        "x=$(git commit)",
        "echo `git commit`",
        "echo \"made $(git commit -q)\"",
        "GIT_DIR=x git commit",
        "if true; then git commit; fi",
        "! git commit",
        "sudo -u somebody git commit",
        "env A=b git commit",
        "timeout 60 git commit",
        "bash -lc 'cd x && git commit'",
        "sudo bash -c \"git commit\"",
        "'git' \"commit\"",
        "git \\\n  commit",
        "true # nothing\ngit commit",
        "git commit -m \"$(cat <<'EOF'\nwords\nEOF\n)\"",
      })
  void a_commit_is_found(String command) {
    assertThat(GitCommand.find(command)).contains("commit");
  }

  @Test
  void add_and_push_are_found_and_the_first_of_several_is_named() {
    assertThat(GitCommand.find("git add -A && git commit && git push")).contains("add");
    assertThat(GitCommand.find("git push origin main")).contains("push");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "git",
        "git status",
        "git log --grep commit",
        "git stash push",
        "echo git commit",
        "echo 'git commit'",
        "echo \"; git commit\"",
        "# git commit",
        "gitk commit",
        "git-lfs push",
        "git -C commit status",
        "npm commit",
        "bash commit.sh",
        "bash -c",
        "git --",
        "'unclosed git commit",
        "\"",
        "\\",
      })
  void other_commands_are_not(String command) {
    assertThat(GitCommand.find(command)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"$(", "`", "(", "bash -c '", "a=", "git -C ", "\"$(\"", "sudo "})
  void a_hostile_command_costs_little(String part) {
    // Whatever grows faster than the text takes minutes.
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(15), () -> GitCommand.find(part.repeat(1_000_000 / part.length())));
  }
}
