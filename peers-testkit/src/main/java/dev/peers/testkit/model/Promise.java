package dev.peers.testkit.model;

import java.util.function.Supplier;

/// What a network promises to those who use it, as far as random runs can tell.
enum Promise {
  NO_LOSS("a message whose sending was answered is never lost"),
  NO_INVENTION("what is stored was sent, by that sender to that recipient, once"),
  NO_TRACE_OF_REFUSED("a request that was refused has changed nothing"),
  ORDER("messages of one peer to another keep their order"),
  HONEST_READ("only what the recipient acknowledged is called read"),
  KEPT_ACKNOWLEDGEMENT("what was acknowledged stays read"),
  HONEST_PUSHED("only what was handed to the client is called pushed"),
  MONOTONE("the state of a message only goes forward"),
  EXPIRY("mail is given up only when it is past its time"),
  UNREAD_SHOWN("who looks is shown all unread mail, and only that, oldest first"),
  UNREAD_COUNT("the count of unread mail is that of the messages"),
  UNIQUE_NAMES("no two peers share an id or a name"),
  IDENTITY("an agent that comes back is the same peer"),
  TOLD("who listens has been told of all its unread mail"),
  PRESENCE("who is connected is listed, once"),
  ANSWERS("requests that make sense are not refused"),
  ARRIVAL("in the end everything has arrived");

  private final String text;

  Promise(String text) {
    this.text = text;
  }

  void require(boolean kept, Supplier<String> detail) {
    if (!kept) {
      throw new BrokenPromise(this, detail.get());
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
