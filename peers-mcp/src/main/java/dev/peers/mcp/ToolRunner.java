package dev.peers.mcp;

import dev.peers.core.PeersException;
import dev.peers.mcp.internal.rpc.Call;
import dev.peers.mcp.internal.rpc.RpcError;
import dev.peers.protocol.json.Json;
import dev.peers.protocol.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Runs tool calls, each on its own thread, so that one which waits holds up no other. Mail that a
/// call shows counts as read only after its answer was written.
final class ToolRunner {
  private static final int MAX_AT_ONCE = 32;

  /// How long a thread waits for another call.
  private static final long KEEP_SECONDS = 30;

  private final Map<String, Tool> tools;
  private final Session session;
  private final Turns turns = new Turns();
  private final Semaphore free = new Semaphore(MAX_AT_ONCE);
  private final Executor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          KEEP_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("peers-tool").factory());

  ToolRunner(List<Tool> tools, Session session) {
    this.tools = tools.stream().collect(Collectors.toMap(Tool::name, Function.identity()));
    this.session = session;
  }

  /// Begins a call. Belongs to the reading thread.
  void begin(Call call) {
    String name = call.params().textIfAny("name").orElse("");
    Tool tool = tools.get(name);
    Json arguments = call.params().get("arguments").orElse(Json.Null.NULL);
    if (tool == null) {
      call.fail(RpcError.INVALID_PARAMS, "Unknown tool: " + name);
    } else if (!(arguments instanceof JsonObject) && arguments != Json.Null.NULL) {
      call.fail(RpcError.INVALID_PARAMS, "Invalid params: arguments must be an object");
    } else if (!free.tryAcquire()) {
      call.fail(RpcError.BUSY, "More than " + MAX_AT_ONCE + " calls at once; try again");
    } else {
      start(call, tool, new Arguments(call.params().objectOrEmpty("arguments")));
    }
  }

  private void start(Call call, Tool tool, Arguments arguments) {
    Turns.Turn turn = tool.isOrdered() ? turns.next() : new Turns().next();
    // It sees to it that an interruption hits this call and not the thread's next one.
    FutureTask<?> running = new FutureTask<>(() -> run(call, tool, arguments, turn), null);
    threads.execute(
        () -> {
          try {
            running.run();
          } finally {
            turn.over();
            free.release();
          }
        });
    call.whenCancelled(() -> running.cancel(true));
  }

  private void run(Call call, Tool tool, Arguments arguments, Turns.Turn turn) {
    try {
      turn.await();
      ToolResult result = result(call, tool, arguments, turn);
      turn.over();
      answer(call, result);
    } catch (InterruptedException e) {
      Log.get().log(System.Logger.Level.DEBUG, "{0} was cancelled", tool.name());
    }
  }

  private static ToolResult result(Call call, Tool tool, Arguments arguments, Turns.Turn turn)
      throws InterruptedException {
    try {
      return tool.call(arguments, call::progress, turn::over);
    } catch (ToolInputException e) {
      return ToolResult.error(String.valueOf(e.getMessage()));
    } catch (NotRegisteredException e) {
      return notRegistered(String.valueOf(e.getMessage()));
    } catch (PeersException | UnknownOutcomeException e) {
      return ToolResult.error("Failed: " + e.getMessage());
    } catch (RuntimeException e) {
      Log.get().log(System.Logger.Level.ERROR, tool.name() + " failed", e);
      return ToolResult.error("Failed: " + e);
    }
  }

  private static ToolResult notRegistered(String reason) {
    String why = reason.isEmpty() ? "the peers broker has not answered yet" : reason;
    return ToolResult.error("Not registered with broker yet")
        .withNote("Reason: " + why + ". Try again; 'peers status' shows how the broker is.");
  }

  private void answer(Call call, ToolResult result) throws InterruptedException {
    List<Long> shows = result.shows();
    if (shows.isEmpty()) {
      call.answer(result.toJson());
    } else {
      session.answer(() -> call.answer(result.toJson(), written -> session.shown(shows, written)));
      session.acknowledge();
    }
  }

  /// Waits until no call runs any more; answers whether that is so.
  boolean awaitQuiet(Duration atMost) throws InterruptedException {
    return free.tryAcquire(MAX_AT_ONCE, atMost.toNanos(), TimeUnit.NANOSECONDS);
  }
}
