package dev.peers.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkplaceTest {
  private static Workplace in(String cwd, String repository) {
    return new Workplace(cwd, Optional.empty(), Optional.of(repository));
  }

  private static Workplace outside(String cwd) {
    return new Workplace(cwd, Optional.empty(), Optional.empty());
  }

  @Test
  void repo_scope_reaches_across_work_trees() {
    assertThat(in("/a/tree1", "/a/.git").sees(in("/b/tree2/sub", "/a/.git"), Scope.REPO)).isTrue();
    assertThat(in("/a", "/a/.git").sees(in("/b", "/b/.git"), Scope.REPO)).isFalse();
  }

  @Test
  void repo_scope_without_a_repository_falls_back_to_the_folder() {
    assertThat(outside("/a").sees(outside("/a"), Scope.REPO)).isTrue();
    assertThat(outside("/a").sees(outside("/a/b"), Scope.REPO)).isFalse();
  }

  @Test
  void directory_scope_is_the_very_folder_and_machine_scope_everything() {
    assertThat(outside("/a").sees(outside("/a"), Scope.DIRECTORY)).isTrue();
    assertThat(in("/a", "/r").sees(in("/a/b", "/r"), Scope.DIRECTORY)).isFalse();
    assertThat(outside("/a").sees(outside("/z"), Scope.MACHINE)).isTrue();
  }

  @Test
  void an_unknown_scope_means_the_machine() {
    assertThat(Scope.parse("galaxy")).isEqualTo(Scope.MACHINE);
  }
}
