package dev.peers.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peers.mcp.internal.rpc.Call;
import dev.peers.mcp.internal.rpc.Handler;
import dev.peers.mcp.internal.rpc.JsonRpcConnection;
import dev.peers.protocol.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What an MCP client writes: nothing of it ends the connection, every line that is answered is
/// answered with one line of JSON, and never with more answers than there were messages.
public final class McpLinesFuzz {
  private static final int MAX_LINE = 100_000;

  private McpLinesFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JsonRpcConnection(new ByteArrayInputStream(input), out, MAX_LINE).run(new Echo());
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSizeLessThanOrEqualTo(linesOf(input));
    for (String line : lines) {
      assertThat(Oracle.read(line)).as(line).isPresent();
    }
  }

  private static int linesOf(byte[] input) {
    int lines = 1;
    for (byte b : input) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines;
  }

  private static final class Echo implements Handler {
    @Override
    public void request(Call call) {
      call.answer(call.params());
    }

    @Override
    public void notification(String method, JsonObject params) {
      // A notification is never answered.
    }

    @Override
    public boolean takesBatches() {
      return true;
    }
  }
}
