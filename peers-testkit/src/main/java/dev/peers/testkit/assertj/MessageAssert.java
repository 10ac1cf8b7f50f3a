package dev.peers.testkit.assertj;

import dev.peers.core.model.Message;
import dev.peers.core.model.MessageState;
import dev.peers.testkit.TestNetwork;
import org.assertj.core.api.AbstractAssert;

/// Assertions on one message as it is in the store.
public final class MessageAssert extends AbstractAssert<MessageAssert, Message> {
  private final TestNetwork network;

  MessageAssert(TestNetwork network, Message message) {
    super(message, MessageAssert.class);
    this.network = network;
  }

  /// That it is kept, and no more is known of it.
  public MessageAssert isStored() {
    return is(MessageState.STORED);
  }

  /// That it was handed to the recipient's client.
  public MessageAssert isPushed() {
    return is(MessageState.PUSHED);
  }

  public MessageAssert isRead() {
    return is(MessageState.READ);
  }

  public MessageAssert isExpired() {
    return is(MessageState.EXPIRED);
  }

  public MessageAssert isUnread() {
    return actual.isUnread() ? this : differs("to be unread");
  }

  /// That this agent of the script sent it.
  public MessageAssert isFrom(String name) {
    return network.nameOf(actual.from()).equals(name) ? this : differs("to be from " + name);
  }

  /// That it is for this agent of the script now.
  public MessageAssert isTo(String name) {
    return network.nameOf(actual.to()).equals(name) ? this : differs("to be to " + name);
  }

  private MessageAssert is(MessageState state) {
    return actual.state() == state ? this : differs("to be " + state);
  }

  private MessageAssert differs(String expectation) {
    failWithMessage(
        "Expecting message \"%s\" %s, but it is\n  %s%s",
        actual.text(), expectation, Texts.described(network, actual), Texts.run(network));
    return this;
  }
}
