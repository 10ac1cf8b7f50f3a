package dev.peers.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.peers.cli.install.FreshHome.Ran;
import dev.peers.cli.install.FreshHome.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `peers install` and `peers uninstall` from the archive, in a home that never saw them.
class InstallIT {
  private FreshHome home;
  private Path link;
  private Path versions;

  @BeforeEach
  void create() throws Exception {
    home = FreshHome.create();
    link = home.folder().resolve(".local/bin/peers");
    versions = home.folder().resolve(".local/share/peers");
  }

  @AfterEach
  void close() throws Exception {
    home.close();
  }

  @Test
  void an_update_under_a_live_session_keeps_its_mail_and_uninstalling_leaves_the_database_alone()
      throws Exception {
    Path first = Rebuilt.as("1.0.0", home.unpacked("one"));
    Path second = Rebuilt.as("1.1.0", home.unpacked("two"));
    assertThat(home.peers(first, "install").out()).contains("peers 1.0.0 is installed");
    Session session = home.session();
    assertThat(session.call("list_peers")).contains("No other peers found");
    String before = home.broker(first);
    assertThat(before).startsWith("1.0.0 ");
    String name = home.installed("peers", "--names").out().strip();
    assertThat(name).isNotEmpty();
    assertThat(home.installed("send", name, "written before").exitCode()).isZero();

    Ran update = home.peers(second, "install");
    assertThat(update.err()).isEmpty();
    assertThat(update.out())
        .contains("peers 1.1.0 is installed")
        .contains("The broker continues as version 1.1.0");
    assertThat(home.broker(second)).startsWith("1.1.0 ").isNotEqualTo(before);
    await()
        .atMost(FreshHome.PATIENCE)
        .until(() -> home.installed("peers", "--names").out().strip().equals(name));
    assertThat(home.installed("send", name, "written after").exitCode()).isZero();
    assertThat(session.call("check_messages")).contains("written before", "written after");

    // The session still is of the old version; the broker that it starts is not.
    assertThat(home.installed("kill-broker").exitCode()).isZero();
    assertThat(home.broker(second)).startsWith("1.1.0 ");
    session.end();
    assertThat(Files.readSymbolicLink(versions.resolve("previous"))).hasToString("1.0.0");

    Ran removed = home.installed("uninstall");
    assertThat(removed.err()).isEmpty();
    assertThat(removed.exitCode()).isZero();
    assertThat(removed.out()).contains("nobody to ask").contains("Kept:");
    assertThat(home.files()).containsExactly(".claude-peers.db");
  }

  @Test
  void uninstalling_with_its_data_leaves_nothing() throws Exception {
    Path distribution = home.unpacked("one");
    assertThat(home.peers(distribution, "install").exitCode()).isZero();
    Session session = home.session();
    assertThat(session.call("list_peers")).contains("No other peers found");
    session.end();
    home.program("systemctl", "#!/bin/sh\nexit 0\n");
    assertThat(home.installed("service", "install").exitCode()).isZero();
    assertThat(home.files()).contains(".claude-peers.db", ".config/systemd/user/peers.service");
    assertThat(home.installed("setup", "claude-code", "--yes").exitCode()).isZero();
    assertThat(home.folder().resolve(".claude.json")).content().contains("claude-peers");
    Ran removed = home.installed("uninstall", "--purge-data");
    assertThat(removed.err()).isEmpty();
    assertThat(removed.exitCode()).isZero();
    assertThat(home.files()).isEmpty();
  }

  @Test
  void installing_twice_changes_nothing_and_the_version_before_can_be_had_again() throws Exception {
    Path first = Rebuilt.as("1.0.0", home.unpacked("one"));
    home.peers(first, "install");
    assertThat(link).isSymbolicLink();
    List<String> files = home.files();
    assertThat(home.installed("install").out()).contains("peers 1.0.0 was installed already");
    assertThat(home.peers(first, "install").out()).contains("was installed already");
    assertThat(home.files()).isEqualTo(files);
    for (String page :
        List.of(
            "bash-completion/completions/peers",
            "zsh/site-functions/_peers",
            "fish/vendor_completions.d/peers.fish",
            "man/man1/peers.1",
            "man/man1/peers-send.1")) {
      assertThat(home.folder().resolve(".local/share").resolve(page))
          .isSymbolicLink()
          .isNotEmptyFile();
    }

    for (String next : List.of("1.1.0", "1.2.0")) {
      home.peers(Rebuilt.as(next, first), "install");
    }
    assertThat(home.installed("--version").out()).isEqualTo("peers 1.2.0\n");
    assertThat(versions.resolve("1.0.0")).doesNotExist();
    assertThat(home.peers(versions.resolve("1.1.0"), "install").out())
        .contains("1.1.0 is installed");
    assertThat(home.installed("--version").out()).isEqualTo("peers 1.1.0\n");
    assertThat(Files.readSymbolicLink(versions.resolve("previous"))).hasToString("1.2.0");
  }

  @Test
  void the_start_up_caches_are_made_while_a_person_is_told_and_go_with_the_rest() throws Exception {
    home.with("CLAUDE_PEERS_AOT", "on");
    Path distribution = home.unpacked("one");
    String install = distribution.resolve("bin/peers") + " install";
    Ran installed =
        home.run(Duration.ofMinutes(6), "script", "-q", "-e", "-c", install, "/dev/null");
    assertThat(installed.out())
        .contains("Making the start-up caches...\r\u001B[K")
        .contains("The start-up caches are made.");
    assertThat(installed.exitCode()).isZero();
    List<String> caches = caches();
    assertThat(caches)
        .extracting(name -> name.replaceAll("-.*\\.", "."))
        .contains("broker.aot", "broker.so", "cli.aot", "hook.aot", "mcp.aot")
        .doesNotContain("broker.lock", "cli.lock", "hook.lock", "mcp.lock");

    // They are those that the installed launcher looks for: it orders no others.
    Session session = home.session();
    assertThat(session.call("list_peers")).contains("No other peers found");
    assertThat(home.installed("status").exitCode()).isZero();
    assertThat(caches()).isEqualTo(caches);
    session.end();
    assertThat(home.installed("uninstall", "--purge-data").exitCode()).isZero();
    assertThat(home.files()).isEmpty();
  }

  private List<String> caches() throws Exception {
    String folder = ".cache/claude-peers/";
    return home.files().stream()
        .filter(name -> name.startsWith(folder))
        .map(name -> name.substring(folder.length()))
        .filter(name -> !name.contains("/"))
        .toList();
  }

  @Test
  void what_somebody_else_put_there_is_never_overwritten() throws Exception {
    Path distribution = home.unpacked("one");
    Path page = home.folder().resolve(".local/share/man/man1/peers.1");
    Files.createDirectories(page.getParent());
    Files.writeString(page, "mine");
    Files.createDirectories(link.getParent());
    Files.writeString(link, "mine");
    Ran refused = home.peers(distribution, "install");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains(link + " exists and was not put there");
    assertThat(link).hasContent("mine");
    assertThat(versions).doesNotExist();

    Files.delete(link);
    assertThat(home.peers(distribution, "install").out())
        .contains("Left alone, as it is not ours: " + page);
    assertThat(home.installed("uninstall", "--purge-data").exitCode()).isZero();
    assertThat(page).hasContent("mine");
  }

  @Test
  void a_prefix_that_cannot_be_written_is_refused_and_another_one_works() throws Exception {
    Path distribution = home.unpacked("one");
    Path file = Files.writeString(home.folder().resolve("file"), "");
    Ran refused = home.peers(distribution, "install", "--prefix", file.toString());
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).startsWith("peers install: ").contains(file.toString());

    Path elsewhere = home.beside("else where");
    assertThat(home.peers(distribution, "install", "--prefix", elsewhere.toString()).out())
        .contains("Your PATH lacks " + elsewhere.resolve("bin"));
    assertThat(home.peers(elsewhere, "--version").out()).startsWith("peers ");
    assertThat(home.files()).containsExactly("file");
    // What is installed knows where.
    assertThat(home.peers(elsewhere, "uninstall", "--purge-data").exitCode()).isZero();
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void on_a_terminal_it_asks_before_anything_is_removed_and_before_the_database_is()
      throws Exception {
    home.peers(home.unpacked("one"), "install");
    Path database = Files.writeString(home.folder().resolve(".claude-peers.db"), "mail");
    assertThat(answer("n\\n").exitCode()).isEqualTo(1);
    assertThat(link).isSymbolicLink();
    Ran kept = answer("y\\nn\\n");
    assertThat(kept.out())
        .contains("Delete the database " + database + " with all mail too? [y/N]");
    assertThat(kept.exitCode()).isZero();
    assertThat(home.files()).containsExactly(".claude-peers.db");
  }

  /// Uninstalls on a terminal of its own; what is said waits for whoever reads first.
  private Ran answer(String said) {
    return home.run(
        "sh", "-c", "printf '" + said + "' | script -q -e -c '" + link + " uninstall' /dev/null");
  }
}
