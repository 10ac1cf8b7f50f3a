package dev.peers.cli.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.Registration;
import dev.peers.core.model.ClientType;
import dev.peers.core.model.ProcessRef;
import dev.peers.core.model.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MarkerFilesTest {
  private static final ProcessRef AGENT = new ProcessRef(4_100, "start");
  private static final Optional<Secret> KEY = Optional.of(new Secret("key-1"));

  @TempDir Path top;

  @Test
  void a_mark_is_there_exactly_while_mail_waits() {
    try (HookNetwork network = new HookNetwork(top)) {
      Path mark = network.marks().resolve("" + HookNetwork.AGENT);
      Registration agent = network.agent(ClientType.CLAUDE_CODE);
      Registration sender = network.peer(5_200, "poker-engine");
      assertThat(mark).doesNotExist();
      network.send(sender, agent, "one");
      network.send(sender, agent, "two");
      assertThat(mark).exists();
      network.readAll(agent);
      assertThat(mark).doesNotExist();
    }
  }

  @Test
  void a_mark_holds_the_key_to_the_mail_until_it_is_read() throws Exception {
    MarkerFiles marks = new MarkerFiles(top.resolve("marks"), Runnable::run);
    MarkerFolder folder = new MarkerFolder(top.resolve("marks"));
    assertThat(folder.key(AGENT.pid())).isEmpty();
    marks.mark(AGENT, KEY);
    marks.mark(AGENT, KEY);
    assertThat(folder.key(AGENT.pid())).isEqualTo(KEY);
    marks.mark(AGENT, Optional.empty());
    marks.mark(AGENT, Optional.of(new Secret("key-2")));
    assertThat(folder.key(AGENT.pid())).contains(new Secret("key-2"));
  }

  @Test
  void a_mark_without_content_shows_mail_and_opens_none() throws Exception {
    MarkerFolder folder = new MarkerFolder(top.resolve("marks"));
    folder.reset();
    Files.createFile(folder.folder().resolve("4100"));
    assertThat(folder.key(AGENT.pid())).isEmpty();
  }

  @Test
  void folder_and_marks_are_for_their_owner_only() throws Exception {
    Path folder = top.resolve("run/claude-peers.sock.unread");
    new MarkerFiles(folder, Runnable::run).mark(AGENT, KEY);
    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve("4100"))).isEqualTo("rw-------");
  }

  @Test
  void a_folder_that_others_may_open_is_closed_to_them() throws Exception {
    Path folder =
        Files.createDirectory(
            top.resolve("marks"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    MarkerFiles marks = new MarkerFiles(folder, Runnable::run);
    assertThat(permissions(folder)).isEqualTo("rwx------");
    marks.mark(AGENT, KEY);
    assertThat(folder.resolve("4100")).exists();
  }

  @Test
  void marks_and_notes_of_an_earlier_broker_are_removed_and_nothing_else() throws Exception {
    Path folder = Files.createDirectory(top.resolve("marks"));
    for (String name : new String[] {"12", "told-12-s", "thread-t", "notes.txt", "12x"}) {
      Files.createFile(folder.resolve(name));
    }
    new MarkerFiles(folder, Runnable::run);
    assertThat(folder)
        .isDirectoryNotContaining("glob:**/{12,told-12-s,thread-t}")
        .isDirectoryContaining("glob:**/notes.txt")
        .isDirectoryContaining("glob:**/12x");
  }

  @Test
  void what_a_session_was_told_is_forgotten_with_the_mark() throws Exception {
    Path folder = top.resolve("marks");
    MarkerFiles marks = new MarkerFiles(folder, Runnable::run);
    marks.mark(AGENT, KEY);
    Path told = Files.createFile(folder.resolve("told-4100-s"));
    Path others = Files.createFile(folder.resolve("told-41000-s"));
    marks.mark(AGENT, KEY);
    assertThat(told).exists();
    marks.mark(AGENT, Optional.empty());
    assertThat(told).doesNotExist();
    assertThat(others).exists();
    marks.mark(AGENT, Optional.empty());
  }

  @Test
  void a_folder_that_cannot_be_made_is_logged_and_not_thrown() throws Exception {
    Path file = Files.createFile(top.resolve("file"));
    MarkerFiles marks = new MarkerFiles(file, Runnable::run);
    marks.mark(AGENT, KEY);
    marks.mark(AGENT, Optional.empty());
    assertThat(file).isEmptyFile();
  }

  @Test
  void a_link_in_place_of_the_folder_is_not_followed() throws Exception {
    Path target = Files.createDirectory(top.resolve("target"));
    Files.createFile(target.resolve("12"));
    Path link = Files.createSymbolicLink(top.resolve("marks"), target);
    new MarkerFiles(link, Runnable::run);
    assertThat(target.resolve("12")).exists();
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
