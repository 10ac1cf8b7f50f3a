package dev.peers.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.core.model.ClientType;
import dev.peers.core.model.ProcessRef;
import dev.peers.testkit.FakeProcessInspector;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AgentFinderTest {
  @TempDir Path folder;

  private final FakeProcessInspector processes = new FakeProcessInspector();
  private ServerSocketChannel server;
  private Path socket;
  private Path proc;
  private Path project;

  @BeforeEach
  void an_agent_with_an_inbox() throws IOException {
    processes.start(100);
    processes.start(200, 100);
    socket = folder.resolve("inbox");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    proc = Files.createDirectories(folder.resolve("proc"));
    project = folder.resolve("project");
    Files.createDirectories(project.resolve(".git"));
    Files.writeString(project.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    parentHas("PATH=/bin\0HOME=/root\0");
  }

  @AfterEach
  void end() throws IOException {
    server.close();
  }

  @Test
  void what_the_agent_set_itself_is_believed() throws IOException {
    Agent agent = find(ClientType.CLAUDE_CODE, variables());
    assertThat(agent.process().map(ProcessRef::pid)).contains(100L);
    assertThat(agent.cwd()).isEqualTo(project.toString());
    assertThat(agent.gitRoot()).contains(project.toRealPath().toString());
    assertThat(agent.inbox().orElseThrow().address()).isEqualTo(socket.toString());
    assertThat(agent.inbox().orElseThrow().secret()).contains("tok-1");
  }

  @Test
  void what_the_agent_inherited_from_an_agent_of_its_own_is_not() throws IOException {
    parentHas(
        "CLAUDE_CODE_MESSAGING_SOCKET="
            + socket
            + "\0CLAUDE_CODE_MESSAGING_TOKEN=tok-1\0CLAUDE_PROJECT_DIR="
            + project
            + "\0");
    Agent agent = find(ClientType.CLAUDE_CODE, variables());
    assertThat(agent.inbox()).isEmpty();
    assertThat(agent.cwd()).isEqualTo("/work/started/here");
  }

  @Test
  void an_inbox_belongs_to_claude_code_alone() {
    assertThat(find(ClientType.CODEX, variables()).inbox()).isEmpty();
  }

  @Test
  void an_inbox_that_is_no_socket_is_none() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(
            find(ClientType.CLAUDE_CODE, Map.of("CLAUDE_CODE_MESSAGING_SOCKET", file.toString()))
                .inbox())
        .isEmpty();
    assertThat(
            find(ClientType.CLAUDE_CODE, Map.of("CLAUDE_CODE_MESSAGING_SOCKET", "relative"))
                .inbox())
        .isEmpty();
  }

  @Test
  void a_token_of_the_wrong_shape_means_no_inbox() {
    assertThat(
            find(
                    ClientType.CLAUDE_CODE,
                    Map.of(
                        "CLAUDE_CODE_MESSAGING_SOCKET",
                        socket.toString(),
                        "CLAUDE_CODE_MESSAGING_TOKEN",
                        "a b"))
                .inbox())
        .isEmpty();
  }

  @Test
  void a_project_folder_that_is_not_there_is_passed_over() {
    assertThat(find(ClientType.CLAUDE_CODE, Map.of("CLAUDE_PROJECT_DIR", "/none/such")).cwd())
        .isEqualTo("/work/started/here");
  }

  @Test
  void the_terminal_is_that_of_the_agent() throws IOException {
    Path descriptors = Files.createDirectories(proc.resolve("100/fd"));
    Files.createSymbolicLink(descriptors.resolve("0"), Path.of("pipe:[1]"));
    Files.createSymbolicLink(descriptors.resolve("1"), Path.of("/dev/pts/3"));
    assertThat(find(ClientType.CODEX, Map.of()).tty()).contains("pts/3");
  }

  @Test
  void where_the_system_tells_nothing_the_variables_are_believed() {
    processes.start(300);
    processes.start(400, 300);
    McpOptions options =
        new McpOptions(
            ClientType.CLAUDE_CODE,
            "1",
            variables(),
            Path.of("/w"),
            400,
            1_000,
            "codex",
            TestAgent.QUICK);
    assertThat(new AgentFinder(options, processes, proc).find().inbox()).isPresent();
  }

  private Map<String, String> variables() {
    return Map.of(
        "CLAUDE_CODE_MESSAGING_SOCKET",
        socket.toString(),
        "CLAUDE_CODE_MESSAGING_TOKEN",
        "tok-1",
        "CLAUDE_PROJECT_DIR",
        project.toString());
  }

  private void parentHas(String environment) throws IOException {
    Path process = Files.createDirectories(proc.resolve("100"));
    Files.writeString(process.resolve("environ"), environment);
  }

  private Agent find(ClientType type, Map<String, String> environment) {
    McpOptions options =
        new McpOptions(
            type,
            "1",
            environment,
            Path.of("/work/started/here"),
            200,
            1_000,
            "codex",
            TestAgent.QUICK);
    return new AgentFinder(options, processes, proc).find();
  }
}
