package dev.peers.testkit.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One line of a script, such as `send a b`. Any step can follow any other: one that makes no sense
/// at its place does nothing, so that a script stays one when lines are taken out of it.
///
/// @param verb what happens
/// @param words to whom, and how
record Step(Verb verb, List<String> words) {
  /// What can happen. The words behind it are an agent (`a` to `d`, of which `c` is handed the text
  /// of its mail and `d` is of the old protocol), another one, or a number.
  enum Verb {
    /// `join a`: starts an agent that is not there, or what is gone of it.
    JOIN(1),
    /// `send a b`
    SEND(2),
    /// `again a`: sends its last message once more with the same key.
    AGAIN(1),
    /// `reply a`: fetches, and answers the oldest message.
    REPLY(1),
    /// `check a`: reads and acknowledges everything.
    CHECK(1),
    /// `fetch a`: looks, and acknowledges nothing.
    FETCH(1),
    /// `drain a`: reads everything as clients of the old protocol do.
    DRAIN(1),
    /// `ack a 3`: acknowledges the third of what it fetched last, whether that was read or not.
    ACK(2),
    /// `grab a b`: acknowledges what is not its own.
    GRAB(2),
    CRASH(1),
    /// `unplug a`: its MCP server is gone, the agent lives.
    UNPLUG(1),
    /// `orphan a`: the agent is gone, its MCP server lives.
    ORPHAN(1),
    LEAVE(1),
    /// `kill a b`: ends the agent of another peer.
    KILL(2),
    /// `cut a`: a partition that it notices.
    CUT(1),
    /// `hush a`: a partition that it does not notice.
    HUSH(1),
    HEAL(1),
    /// `pass 1500`: so many milliseconds pass.
    PASS(1),
    STOP_BROKER(0),
    CRASH_BROKER(0),
    START_BROKER(0),
    /// `fail_write 2`: the second transaction from now on fails.
    FAIL_WRITE(1),
    /// `die_before 2`: the store dies before the second transaction from now on is committed.
    DIE_BEFORE(1),
    /// `die_after 2`: the store dies when it is.
    DIE_AFTER(1),
    /// `drop_request a`: its next request that changes mail gets lost.
    DROP_REQUEST(1),
    /// `drop_answer a`: the answer to it does.
    DROP_ANSWER(1),
    /// `break_off a`: the connection breaks before the answer to it.
    BREAK_OFF(1),
    /// `duplicate a`: it reaches the broker twice.
    DUPLICATE(1),
    /// `delay a 300`: it reaches the broker so many milliseconds later.
    DELAY(2);

    private final int words;

    Verb(int words) {
      this.words = words;
    }

    int words() {
      return words;
    }
  }

  Step {
    words = List.copyOf(words);
    if (words.size() != verb.words()) {
      throw new IllegalArgumentException(verb + " takes " + verb.words() + " words, not " + words);
    }
  }

  static Step of(Verb verb, Object... words) {
    return new Step(verb, Arrays.stream(words).map(String::valueOf).toList());
  }

  /// The step that a line describes.
  ///
  /// @throws IllegalArgumentException if it describes none
  static Step parse(String line) {
    List<String> words = List.of(line.strip().split("\\s+"));
    return new Step(
        Verb.valueOf(words.getFirst().toUpperCase(Locale.ROOT)), words.subList(1, words.size()));
  }

  String who() {
    return words.getFirst();
  }

  String whom() {
    return words.get(1);
  }

  int number() {
    return Integer.parseInt(words.getLast());
  }

  /// The same step with one agent in the place of another.
  Step with(String agent, String other) {
    return new Step(verb, words.stream().map(word -> word.equals(agent) ? other : word).toList());
  }

  /// The line that describes it.
  @Override
  public String toString() {
    String name = verb.name().toLowerCase(Locale.ROOT);
    return words.isEmpty() ? name : name + " " + String.join(" ", words);
  }
}
