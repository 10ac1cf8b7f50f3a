package dev.peers.transport.http.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;
import org.xnio.conduits.WriteReadyHandler;

/// Both directions of a connection, straight onto its socket channel.
final class SocketConduit implements StreamSourceConduit, StreamSinkConduit {
  private final IoThread ioThread;
  private final SocketChannel channel;
  private final SocketConnection connection;
  private final SelectionKey key;
  private final StallWatch stall;
  private @Nullable ReadReadyHandler readHandler;
  private @Nullable WriteReadyHandler writeHandler;
  private @Nullable Runnable hangUpHandler;

  SocketConduit(
      IoThread ioThread, SocketChannel channel, SocketConnection connection, Duration writeTimeout)
      throws IOException {
    this.ioThread = ioThread;
    this.channel = channel;
    this.connection = connection;
    this.stall =
        new StallWatch(ioThread, writeTimeout, this::isWriteResumed, this::closeConnection);
    this.key = ioThread.register(channel, this);
  }

  /// Called by the I/O thread when the channel is ready.
  void ready(int ops) {
    if ((ops & SelectionKey.OP_READ) != 0) {
      readReady();
    }
    if ((ops & SelectionKey.OP_WRITE) != 0) {
      writeReady();
    }
  }

  private void readReady() {
    if (hangUpHandler != null) {
      lookForHangUp(hangUpHandler);
      return;
    }
    // Whoever has ended this direction is told once more and will not be again: a selector reports
    // the end of a stream for ever.
    if (isReadShutdown()) {
      suspendReads();
    }
    if (readHandler == null) {
      suspendReads();
    } else {
      readHandler.readReady();
    }
  }

  private void writeReady() {
    if (isWriteShutdown()) {
      suspendWrites();
    }
    if (writeHandler == null) {
      suspendWrites();
    } else {
      writeHandler.writeReady();
    }
  }

  /// From now on nobody reads here any more, what comes is thrown away, and the handler runs when
  /// the other side has closed its end.
  void watchHangUp(Runnable handler) {
    hangUpHandler = handler;
    resumeReads();
  }

  private void lookForHangUp(Runnable handler) {
    try {
      if (channel.read(ByteBuffer.allocate(512)) >= 0) {
        return;
      }
    } catch (IOException e) {
      // A reset is a hang-up, too.
    }
    suspendReads();
    handler.run();
  }

  void closeConnection() {
    IoUtils.safeClose(connection);
  }

  void closeChannel() throws IOException {
    try {
      channel.close();
    } finally {
      ioThread.wakeUp();
    }
  }

  void readsTerminated() {
    if (readHandler != null) {
      readHandler.terminated();
    }
  }

  void writesTerminated() {
    if (writeHandler != null) {
      writeHandler.terminated();
    }
  }

  // Reading

  @Override
  public int read(ByteBuffer target) throws IOException {
    try {
      return endOfReads(channel.read(target));
    } catch (ClosedChannelException e) {
      return -1;
    }
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    try {
      long count = channel.read(targets, offset, length);
      return count < 0 ? endOfReads(-1) : count;
    } catch (ClosedChannelException e) {
      return -1;
    }
  }

  private int endOfReads(int count) throws IOException {
    if (count < 0) {
      terminateReads();
    }
    return count;
  }

  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    return target.transferFrom(channel, position, count);
  }

  @Override
  public long transferTo(long count, ByteBuffer throughBuffer, StreamSinkChannel target)
      throws IOException {
    return Conduits.transfer(this, count, throughBuffer, target);
  }

  @Override
  public void terminateReads() throws IOException {
    // The connection closes the channel itself once both directions have ended.
    if (!connection.noteReadsEnded()) {
      return;
    }
    try {
      suspendReads();
      if (channel.isOpen()) {
        channel.shutdownInput();
      }
    } catch (ClosedChannelException e) {
      // It ended altogether, which is as good.
    } finally {
      readsTerminated();
    }
  }

  @Override
  public boolean isReadShutdown() {
    return connection.isReadShutdown();
  }

  @Override
  public void resumeReads() {
    resume(SelectionKey.OP_READ);
  }

  @Override
  public void suspendReads() {
    suspend(SelectionKey.OP_READ);
  }

  @Override
  public void wakeupReads() {
    ioThread.execute(() -> ready(SelectionKey.OP_READ));
    resumeReads();
  }

  @Override
  public boolean isReadResumed() {
    return isResumed(SelectionKey.OP_READ);
  }

  @Override
  public void awaitReadable() {
    throw blocked();
  }

  @Override
  public void awaitReadable(long time, TimeUnit unit) {
    throw blocked();
  }

  @Override
  public XnioIoThread getReadThread() {
    return ioThread;
  }

  @Override
  public void setReadReadyHandler(ReadReadyHandler handler) {
    readHandler = handler;
  }

  // Writing

  @Override
  public int write(ByteBuffer source) throws IOException {
    return (int) progress(WritePortion.write(channel, source));
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    return progress(WritePortion.write(channel, sources, offset, length));
  }

  private long progress(long count) {
    if (count > 0) {
      stall.progress();
    }
    return count;
  }

  @Override
  public int writeFinal(ByteBuffer source) throws IOException {
    return Conduits.writeFinalBasic(this, source);
  }

  @Override
  public long writeFinal(ByteBuffer[] sources, int offset, int length) throws IOException {
    return Conduits.writeFinalBasic(this, sources, offset, length);
  }

  @Override
  public long transferFrom(FileChannel source, long position, long count) throws IOException {
    return progress(source.transferTo(position, count, channel));
  }

  @Override
  public long transferFrom(StreamSourceChannel source, long count, ByteBuffer throughBuffer)
      throws IOException {
    return Conduits.transfer(source, count, throughBuffer, this);
  }

  @Override
  public boolean flush() {
    return true;
  }

  @Override
  public void terminateWrites() throws IOException {
    if (!connection.noteWritesEnded()) {
      return;
    }
    try {
      suspendWrites();
      if (channel.isOpen()) {
        channel.shutdownOutput();
      }
    } catch (ClosedChannelException e) {
      // It ended altogether, which is as good.
    } finally {
      writesTerminated();
    }
  }

  @Override
  public void truncateWrites() throws IOException {
    terminateWrites();
  }

  @Override
  public boolean isWriteShutdown() {
    return connection.isWriteShutdown();
  }

  @Override
  public void resumeWrites() {
    if (!isWriteResumed()) {
      stall.progress();
    }
    resume(SelectionKey.OP_WRITE);
    stall.watch();
  }

  @Override
  public void suspendWrites() {
    suspend(SelectionKey.OP_WRITE);
  }

  @Override
  public void wakeupWrites() {
    ioThread.execute(() -> ready(SelectionKey.OP_WRITE));
    resumeWrites();
  }

  @Override
  public boolean isWriteResumed() {
    return isResumed(SelectionKey.OP_WRITE);
  }

  @Override
  public void awaitWritable() {
    throw blocked();
  }

  @Override
  public void awaitWritable(long time, TimeUnit unit) {
    throw blocked();
  }

  @Override
  public XnioIoThread getWriteThread() {
    return ioThread;
  }

  @Override
  public void setWriteReadyHandler(WriteReadyHandler handler) {
    writeHandler = handler;
  }

  // Both

  @Override
  public XnioWorker getWorker() {
    return ioThread.getWorker();
  }

  private void resume(int ops) {
    try {
      key.interestOpsOr(ops);
      ioThread.wakeUp();
    } catch (CancelledKeyException e) {
      // A closed connection is never ready again.
    }
  }

  private void suspend(int ops) {
    try {
      key.interestOpsAnd(~ops);
    } catch (CancelledKeyException e) {
      // A closed connection is never ready again.
    }
  }

  private boolean isResumed(int ops) {
    try {
      return (key.interestOps() & ops) != 0;
    } catch (CancelledKeyException e) {
      return false;
    }
  }

  /// The handlers of this project answer on I/O threads, where waiting is forbidden anyway; so
  /// nobody can need it.
  private static IllegalStateException blocked() {
    return new IllegalStateException("this listener is for handlers that do not block");
  }
}
