package dev.peers.core.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitRepositoriesTest {
  private final GitRepositories repositories = new GitRepositories();

  @TempDir private Path temporary;
  private Path folder = Path.of("/");

  @BeforeEach
  void resolveLinks() throws IOException {
    folder = temporary.toRealPath();
  }

  @Test
  void all_work_trees_that_git_makes_share_one_folder() throws Exception {
    Path main = repository("main");
    git(main, "worktree", "add", "-q", "../linked");
    String shared = main.resolve(".git").toString();
    assertThat(repositories.commonFolder(main.toString())).contains(shared);
    assertThat(repositories.commonFolder(folder.resolve("linked").toString())).contains(shared);
  }

  @Test
  void work_trees_of_a_bare_repository_share_it() throws Exception {
    Path main = repository("main");
    git(folder, "clone", "-q", "--bare", main.toString(), "bare.git");
    git(folder.resolve("bare.git"), "worktree", "add", "-q", "../linked");
    assertThat(repositories.commonFolder(folder.resolve("linked").toString()))
        .contains(folder.resolve("bare.git").toString());
  }

  @Test
  void two_repositories_have_two_folders() throws Exception {
    assertThat(repositories.commonFolder(repository("one").toString()))
        .isPresent()
        .isNotEqualTo(repositories.commonFolder(repository("two").toString()));
  }

  @Test
  void a_submodule_is_a_repository_of_its_own() throws Exception {
    Path modules = gitFolder(folder.resolve("top/.git/modules/lib"));
    Path lib = Files.createDirectories(folder.resolve("top/lib"));
    Files.writeString(lib.resolve(".git"), "gitdir: ../.git/modules/lib\n");
    assertThat(repositories.commonFolder(lib.toString())).contains(modules.toString());
  }

  @Test
  void a_repository_reached_through_a_link_is_the_same_one() throws Exception {
    Path main = repository("main");
    Path link = Files.createSymbolicLink(folder.resolve("link"), main);
    assertThat(repositories.commonFolder(link.toString()))
        .contains(main.resolve(".git").toString());
  }

  @Test
  void what_is_no_repository_has_no_folder() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty/.git")).getParent();
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve(".git"), "gitdir: /nowhere/at/all\n");
    Path rubbish = Files.createDirectories(folder.resolve("rubbish"));
    Files.write(rubbish.resolve(".git"), new byte[] {0, 1, 2, (byte) 0xff});
    assertThat(
            Stream.of(folder, empty, broken, rubbish, folder.resolve("missing"))
                .map(Path::toString)
                .map(repositories::commonFolder))
        .containsOnly(Optional.empty());
  }

  @Test
  void what_is_no_absolute_path_has_no_folder() {
    assertThat(repositories.commonFolder("a\0b")).isEmpty();
    assertThat(repositories.commonFolder(".")).isEmpty();
    assertThat(repositories.commonFolder("")).isEmpty();
  }

  @Test
  void the_work_tree_of_a_folder_is_the_nearest_above_it() throws Exception {
    Path main = repository("main");
    Path inner = repository("main/vendor/inner");
    Path deep = Files.createDirectories(main.resolve("src/deep"));
    assertThat(GitRepositories.workTree(main)).contains(main);
    assertThat(GitRepositories.workTree(deep)).contains(main);
    assertThat(GitRepositories.workTree(inner)).contains(inner);
    assertThat(GitRepositories.workTree(deep.resolve("not/there/yet"))).contains(main);
  }

  @Test
  void a_folder_outside_of_all_repositories_has_no_work_tree() {
    assertThat(GitRepositories.workTree(folder)).isEmpty();
  }

  private Path repository(String name) throws Exception {
    Path root = Files.createDirectories(folder.resolve(name));
    git(root, "init", "-q");
    git(root, "commit", "-q", "--allow-empty", "-m", "first");
    return root;
  }

  private static Path gitFolder(Path path) throws IOException {
    Files.createDirectories(path);
    Files.writeString(path.resolve("HEAD"), "ref: refs/heads/main\n");
    return path;
  }

  private void git(Path where, String... arguments) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of("git", "-c", "user.name=Test", "-c", "user.email=test@example.org"),
                Stream.of(arguments))
            .toList();
    Path output = folder.resolve("git.out");
    ProcessBuilder git =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    git.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    git.environment().put("HOME", folder.toString());
    git.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    Process running = git.start();
    assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(running.exitValue()).as(Files.readString(output)).isZero();
  }
}
