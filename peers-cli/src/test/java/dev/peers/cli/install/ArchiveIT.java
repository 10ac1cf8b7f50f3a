package dev.peers.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.cli.install.FreshHome.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The archive that is handed out.
class ArchiveIT {
  private FreshHome home;

  @BeforeEach
  void create() throws Exception {
    home = FreshHome.create();
  }

  @AfterEach
  void close() throws Exception {
    home.close();
  }

  @Test
  void it_is_one_folder_with_fixed_owners_modes_and_times() {
    Ran listing = home.run("tar", "--utc", "--full-time", "-tvzf", FreshHome.archive().toString());
    List<String> lines = listing.out().lines().toList();
    assertThat(lines).hasSizeGreaterThan(50);
    assertThat(lines)
        .allMatch(line -> line.matches("\\S+ root/root +\\d+ 2026-11-01 00:00:00 peers-[^/]+/.*"));
    assertThat(lines)
        .filteredOn(line -> line.startsWith("-rwxr-xr-x"))
        .extracting(line -> line.replaceAll(".* peers-[^/]+/", ""))
        .containsExactlyInAnyOrder("bin/peers", "libexec/make-cache");
    assertThat(lines)
        .filteredOn(line -> !line.startsWith("-rwxr-xr-x"))
        .allMatch(line -> line.matches("(-rw-r--r--|drwxr-xr-x) .*"));
  }

  @Test
  void every_jar_of_others_is_named_with_its_licence_and_no_other() throws Exception {
    Path distribution = home.unpacked("one");
    Set<String> jars;
    try (Stream<Path> files = Files.list(distribution.resolve("lib"))) {
      jars =
          files
              .map(file -> distribution.resolve("lib").relativize(file).toString())
              .map(name -> name.replaceAll("-\\d.*", ""))
              .filter(name -> !name.startsWith("peers-"))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    Set<String> named =
        Files.readString(distribution.resolve("THIRD-PARTY.md"))
            .lines()
            .filter(line -> line.startsWith("| `"))
            .peek(line -> assertThat(line).containsPattern("Apache-2\\.0|CC0-1\\.0"))
            .map(line -> line.replaceAll("^\\| `([^`]*)`.*", "$1"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(jars).hasSizeGreaterThan(10).isEqualTo(named);
    assertThat(distribution.resolve("LICENSE")).content().contains("Apache License");
  }

  @Test
  void every_command_has_a_page_that_is_right_as_far_as_a_checker_can_tell() throws Exception {
    Path manual = home.unpacked("one").resolve("share/man/man1");
    String help = home.peers(home.unpacked("two"), "--help").out();
    List<String> commands =
        help.lines()
            .filter(line -> line.matches("  [a-z-]+ {2,}.*"))
            .map(line -> line.strip().replaceAll(" .*", ""))
            .filter(name -> !name.startsWith("-"))
            .toList();
    assertThat(commands).contains("send", "install", "service");
    for (String command : commands) {
      Path page = manual.resolve("peers-" + command + ".1");
      assertThat(page).content().contains(".TH PEERS-").contains(".SH SYNOPSIS");
      assertThat(manual.resolve("peers.1")).content().contains(command.replace("-", "\\-"));
    }
    assertThat(Path.of("/usr/bin/mandoc")).as("mandoc is needed; .ci/run installs it").exists();
    for (String command : commands) {
      String page = manual.resolve("peers-" + command + ".1").toString();
      Ran lint = home.run("mandoc", "-T", "lint", "-W", "warning", page);
      assertThat(lint.out() + lint.err()).isEmpty();
    }
  }
}
