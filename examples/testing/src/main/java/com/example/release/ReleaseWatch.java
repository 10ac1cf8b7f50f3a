package com.example.release;

import dev.peers.core.model.Envelope;
import dev.peers.core.session.Session;

/// Tells whoever asks what was released last. This is the program under test.
public final class ReleaseWatch {
  private final Session session;
  private String latest = "nothing yet";

  public ReleaseWatch(Session session) {
    this.session = session;
    session.onMail(this::answer);
  }

  public synchronized void released(String version) {
    latest = version;
  }

  private synchronized void answer(Envelope question) {
    session.reply(question, latest);
  }
}
